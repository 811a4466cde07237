import { html } from 'hono/html';
import type { Issue, Review } from '../../state/issue.ts';
import { isPull } from '../../state/issue.ts';
import type { Html, PageCall } from '../page.ts';
import { icon, type Tone } from '../parts/icon.ts';
import { person } from '../parts/person.ts';
import { commitLink } from '../parts/ref.ts';
import { time } from '../parts/time.ts';
import { commentBox } from './comment-box.ts';

interface Entry {
  readonly at: string;
  /** Ids grow, so they order what one second held. */
  readonly id: number;
  readonly shown: Html;
}

const verdicts: Readonly<Record<Review['state'], readonly [icon: string, tone: Tone, words: string]>> = {
  APPROVED: ['check', 'success', 'approved these changes'],
  CHANGES_REQUESTED: ['file-diff', 'danger', 'requested changes'],
  COMMENTED: ['eye', 'muted', 'reviewed'],
  DISMISSED: ['x', 'muted', 'gave a review that was dismissed'],
  PENDING: ['eye', 'muted', 'has a review pending'],
};

/** What was said and done, oldest first: the body, comments, reviews, and how it ended. */
export function timeline(call: PageCall, issue: Issue): Html {
  const opening = commentBox(call, { ...issue, body: issue.body ?? '', reactions: [], anchor: `issue-${issue.id}` });
  const comments = [...call.repository.comments.values()]
    .filter((comment) => comment.issue === issue.number)
    .map((comment): Entry => {
      const shown = commentBox(call, { ...comment, anchor: `issuecomment-${comment.id}` });
      return { at: comment.createdAt, id: comment.id, shown };
    });
  const entries = [...comments, ...(isPull(issue) ? reviews(call, issue) : []), ...ending(call, issue)];
  entries.sort((one, other) => one.at.localeCompare(other.at) || one.id - other.id);
  return html`${opening}${entries.map((entry) => entry.shown)}`;
}

function reviews(call: PageCall, issue: Issue): Entry[] {
  return [...call.repository.reviews.values()].flatMap((review) => {
    const { id, user, body, state, submittedAt: at } = review;
    if (review.pull !== issue.number || at === undefined) return [];
    const [name, tone, words] = verdicts[state];
    const line = event(
      name,
      tone,
      html`${person(user)} ${words} at ${commitLink(call.repository, review.commitId)} ${time(at)}`,
      body === '' ? `pullrequestreview-${id}` : '',
    );
    const said = { user, body, createdAt: at, updatedAt: at, reactions: [], anchor: `pullrequestreview-${id}` };
    return { at, id, shown: html`${line}${body === '' ? '' : commentBox(call, said)}` };
  });
}

function ending({ repository }: PageCall, issue: Issue): Entry[] {
  const at = issue.closedAt;
  if (at === null) return [];
  const by = person((isPull(issue) ? issue.mergedBy : null) ?? issue.closedBy ?? issue.user);
  const sha = isPull(issue) && issue.mergedAt !== null ? issue.mergeCommitSha : null;
  const shown =
    sha === null
      ? event('circle-slash', 'danger', html`${by} closed this ${time(at)}`)
      : event('git-merge', 'done', html`${by} merged this as ${commitLink(repository, sha)} ${time(at)}`);
  return [{ at, id: Number.MAX_SAFE_INTEGER, shown }];
}

const event = (name: string, tone: Tone, text: Html, anchor = ''): Html =>
  html`<p class="event"${anchor === '' ? '' : html` id="${anchor}"`}>${icon(name, tone)} <span>${text}</span></p>`;
