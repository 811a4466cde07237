import { announce } from '../changes/announce.ts';
import { textOf, textsOf } from '../json.ts';
import { reviewJson, simplePullJson } from '../shapes/pull.ts';
import { userJson } from '../shapes/user.ts';
import type { Pull, Review } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { notFound, unprocessable } from './api-error.ts';
import { type Answer, type Call, idOf, ok, type Routes } from './call.ts';
import { authorOf, inRepository, read, write } from './in-repository.ts';
import { listed } from './pages.ts';
import { pullIn } from './pulls.ts';

const outcomes: Readonly<Record<string, Review['state']>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

function reviewIn(call: Call, repository: Repository): Review {
  const review = repository.reviews.get(idOf(call, 'review_id'));
  if (review === undefined || review.pull !== idOf(call, 'pull_number')) throw notFound();
  return review;
}

function submit(call: Call, repository: Repository, pull: Pull, review: Review, event: string): void {
  const own = pull.user === review.user;
  if (own && event === 'APPROVE') throw unprocessable('Can not approve your own pull request');
  if (call.actor.kind === 'integration' && call.actor.job !== undefined && event === 'APPROVE')
    throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
  if (own && event === 'REQUEST_CHANGES') throw unprocessable('Can not request changes on your own pull request');
  review.state = outcomes[event] ?? 'COMMENTED';
  review.submittedAt = call.hub.world.now();
  pull.requestedReviewers = pull.requestedReviewers.filter((user) => user !== review.user);
  tell(call, repository, pull, review, 'submitted');
}

/** In events GitHub writes the states in lower case. */
function tell(call: Call, repository: Repository, pull: Pull, review: Review, action: 'submitted' | 'dismissed'): void {
  const json = reviewJson(call.hub, repository, review);
  announce(
    call.hub,
    `pull_request_review.${action}`,
    { repository, actor: call.actor },
    {
      review: { ...json, state: review.state.toLowerCase(), submitted_at: review.submittedAt ?? null },
      pull_request: simplePullJson(call.hub, repository, pull),
    },
  );
}

function create(call: Call, repository: Repository): Answer {
  const pull = pullIn(call, repository);
  const event = textOf(call.body['event']);
  const body = textOf(call.body['body']) ?? '';
  if ((event === 'COMMENT' || event === 'REQUEST_CHANGES') && body === '' && !Array.isArray(call.body['comments']))
    throw unprocessable('Unprocessable Entity');
  const review: Review = {
    id: call.hub.world.id(),
    pull: pull.number,
    user: authorOf(call),
    body,
    state: 'PENDING',
    commitId: textOf(call.body['commit_id']) ?? pull.head.sha,
    submittedAt: undefined,
  };
  if (event !== undefined) submit(call, repository, pull, review, event);
  repository.reviews.set(review.id, review);
  return ok(reviewJson(call.hub, repository, review));
}

function dismiss(call: Call, repository: Repository): Answer {
  const review = reviewIn(call, repository);
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
    throw unprocessable('Can not dismiss a commented pull request review');
  review.state = 'DISMISSED';
  tell(call, repository, pullIn(call, repository), review, 'dismissed');
  return ok(reviewJson(call.hub, repository, review));
}

function requestReviewers(call: Call, repository: Repository): Answer {
  const pull = pullIn(call, repository);
  for (const login of textsOf(call.body['reviewers'])) {
    const user = call.hub.world.user(login);
    if (user === pull.user) throw unprocessable('Review cannot be requested from pull request author.');
    const known = user === repository.owner || (user !== undefined && repository.collaborators.has(user.id));
    if (user === undefined || !known)
      throw unprocessable(
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
      );
    if (pull.requestedReviewers.includes(user)) continue;
    pull.requestedReviewers = [...pull.requestedReviewers, user];
    announce(
      call.hub,
      'pull_request.review_requested',
      { repository, actor: call.actor },
      {
        number: pull.number,
        requested_reviewer: userJson(call.hub.urls, user),
        pull_request: simplePullJson(call.hub, repository, pull),
      },
    );
  }
  return ok(simplePullJson(call.hub, repository, pull), 201);
}

export const reviewRoutes: Routes = {
  'pulls/create-review': inRepository(write('pull_requests', 'read'), create),
  'pulls/list-reviews': inRepository(read('pull_requests'), (call, repository) => {
    const { number } = pullIn(call, repository);
    const reviews = [...repository.reviews.values()].filter((review) => review.pull === number);
    return listed(call, reviews, (review) => reviewJson(call.hub, repository, review));
  }),
  'pulls/get-review': inRepository(read('pull_requests'), (call, repository) =>
    ok(reviewJson(call.hub, repository, reviewIn(call, repository))),
  ),
  'pulls/submit-review': inRepository(write('pull_requests', 'read'), (call, repository) => {
    const review = reviewIn(call, repository);
    if (review.user !== authorOf(call) || review.state !== 'PENDING') throw unprocessable('Review is not pending');
    review.body = textOf(call.body['body']) ?? review.body;
    submit(call, repository, pullIn(call, repository), review, textOf(call.body['event']) ?? 'COMMENT');
    return ok(reviewJson(call.hub, repository, review));
  }),
  'pulls/dismiss-review': inRepository(write('pull_requests'), dismiss),
  'pulls/request-reviewers': inRepository(write('pull_requests'), requestReviewers),
  'pulls/remove-requested-reviewers': inRepository(write('pull_requests'), (call, repository) => {
    const pull = pullIn(call, repository);
    const gone = new Set(textsOf(call.body['reviewers']).map((login) => login.toLowerCase()));
    pull.requestedReviewers = pull.requestedReviewers.filter((user) => !gone.has(user.login.toLowerCase()));
    return ok(simplePullJson(call.hub, repository, pull));
  }),
  'pulls/list-requested-reviewers': inRepository(read('pull_requests'), (call, repository) => {
    const users = pullIn(call, repository).requestedReviewers.map((user) => userJson(call.hub.urls, user));
    return ok({ users, teams: [] });
  }),
};
