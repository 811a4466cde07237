import { announce } from '../changes/announce.ts';
import { type Json, textOf } from '../json.ts';
import { commentJson, issueJson } from '../shapes/issue.ts';
import { nodeId } from '../shapes/urls.ts';
import { userJson } from '../shapes/user.ts';
import { levelOf, reaches } from '../state/access.ts';
import type { Comment } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, invalid, notFound } from './api-error.ts';
import { type Answer, type Call, idOf, noContent, ok, type Routes } from './call.ts';
import { authorOf, demand, inRepository, read, viaApp, write } from './in-repository.ts';
import { issueIn } from './issues.ts';
import { listed } from './pages.ts';

const longest = 65_536;
const either = ['issues', 'pull_requests'];

function commentIn(call: Call, repository: Repository): Comment {
  const comment = repository.comments.get(idOf(call, 'comment_id'));
  if (comment === undefined) throw notFound();
  return comment;
}

function bodyOf(call: Call): string {
  const body = textOf(call.body['body']) ?? '';
  if (body.trim() === '') throw invalid('IssueComment', 'data', 'unprocessable', 'Body cannot be blank');
  if (body.length > longest)
    throw invalid('IssueComment', 'body', 'unprocessable', `body is too long (maximum is ${longest} characters)`);
  return body;
}

function tell(call: Call, repository: Repository, comment: Comment, action: string, more: Json = {}): void {
  const issue = repository.issues.get(comment.issue);
  if (issue === undefined) return;
  announce(
    call.hub,
    `issue_comment.${action}`,
    { repository, actor: call.actor },
    {
      ...more,
      comment: commentJson(call.hub, repository, comment),
      issue: issueJson(call.hub, repository, issue),
    },
  );
}

function create(call: Call, repository: Repository): Answer {
  const issue = issueIn(call, repository);
  // a pull request's comments need the permission of their own
  demand(call.actor, repository, write(repository.pulls.has(issue.number) ? either : 'issues', 'read'));
  const now = call.hub.world.now();
  const about = { id: call.hub.world.id(), issue: issue.number, user: authorOf(call), ...viaApp(call) };
  const comment: Comment = { ...about, body: bodyOf(call), createdAt: now, updatedAt: now, reactions: [] };
  repository.comments.set(comment.id, comment);
  issue.updatedAt = now;
  tell(call, repository, comment, 'created');
  return ok(commentJson(call.hub, repository, comment), 201);
}

function demandOwn(call: Call, repository: Repository, comment: Comment): void {
  const user = authorOf(call);
  if (comment.user === user) return;
  const may = call.actor.kind === 'integration' || reaches(levelOf(user, repository), 'write');
  if (!may) throw new ApiError(403, 'Must have admin rights to Repository.');
}

function update(call: Call, repository: Repository): Answer {
  const comment = commentIn(call, repository);
  demandOwn(call, repository, comment);
  const from = comment.body;
  comment.body = bodyOf(call);
  comment.updatedAt = call.hub.world.now();
  tell(call, repository, comment, 'edited', { changes: { body: { from } } });
  return ok(commentJson(call.hub, repository, comment));
}

function react(call: Call, repository: Repository): Answer {
  const comment = commentIn(call, repository);
  const user = authorOf(call);
  const content = textOf(call.body['content']) ?? '';
  const known = comment.reactions.find((one) => one.user === user && one.content === content);
  const reaction = known ?? { id: call.hub.world.id(), user, content, createdAt: call.hub.world.now() };
  if (known === undefined) comment.reactions.push(reaction);
  return ok(reactionJson(call, reaction), known === undefined ? 201 : 200);
}

function reactionJson(call: Call, { id, user, content, createdAt }: Comment['reactions'][number]): Json {
  const about = { id, node_id: nodeId('Reaction', id), user: userJson(call.hub.urls, user) };
  return { ...about, content, created_at: createdAt };
}

export const commentRoutes: Routes = {
  'issues/list-comments': inRepository(read(either), (call, repository) => {
    const { number } = issueIn(call, repository);
    const since = call.query.get('since') ?? '';
    const all = [...repository.comments.values()].filter((one) => one.issue === number && one.updatedAt >= since);
    return listed(call, all, (comment) => commentJson(call.hub, repository, comment));
  }),
  'issues/list-comments-for-repo': inRepository(read(either), (call, repository) =>
    listed(call, [...repository.comments.values()], (comment) => commentJson(call.hub, repository, comment)),
  ),
  'issues/create-comment': inRepository(write(either, 'read'), create),
  'issues/get-comment': inRepository(read(either), (call, repository) =>
    ok(commentJson(call.hub, repository, commentIn(call, repository))),
  ),
  'issues/update-comment': inRepository(write(either, 'read'), update),
  'issues/delete-comment': inRepository(write(either, 'read'), (call, repository) => {
    const comment = commentIn(call, repository);
    demandOwn(call, repository, comment);
    tell(call, repository, comment, 'deleted');
    repository.comments.delete(comment.id);
    return noContent;
  }),
  'reactions/create-for-issue-comment': inRepository(write(either, 'read'), react),
  'reactions/list-for-issue-comment': inRepository(read(either), (call, repository) => {
    const content = call.query.get('content');
    const found = commentIn(call, repository).reactions.filter((one) => content === null || one.content === content);
    return listed(call, found, (reaction) => reactionJson(call, reaction));
  }),
};
