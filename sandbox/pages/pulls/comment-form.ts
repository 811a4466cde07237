import { html } from 'hono/html';
import { type Issue, isPull } from '../../state/issue.ts';
import { form } from '../forms/form.ts';
import { mayTend, pathToIssue } from '../forms/of-issue.ts';
import type { Html, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { avatar } from '../parts/person.ts';
import { pathToLogin } from '../session/return-to.ts';

/** Under a conversation. */
export function commentForm({ repository, visitor, problem }: PageCall, issue: Issue): Html {
  const { user } = visitor;
  if (user === undefined)
    return html`<p class="box blank"><a href="${pathToLogin(visitor.here)}">Log in</a> to comment${isPull(issue) ? ', review or merge' : ''}.</p>`;
  // a review's words stay with the review
  const draft = problem?.fields.has('event') === true ? '' : (problem?.fields.get('body') ?? '');
  const content = html`<h2>${avatar(user)} <label for="comment">Add a comment as ${user.login}</label></h2>
<div class="content"><textarea id="comment" name="body" rows="5" maxlength="65536" required aria-describedby="comment-hint">${draft}</textarea>
<small class="muted" id="comment-hint">Markdown is supported.</small>
<div class="buttons">${mayTend(user, repository, issue) ? stateButton(issue) : ''}
<button type="submit" class="btn primary">Comment</button></div></div>`;
  return html`<section class="box">${form(visitor, pathToIssue(repository, issue, 'comment'), content)}</section>`;
}

/** Without words it works as well. */
function stateButton(issue: Issue): Html {
  const what = isPull(issue) ? 'pull request' : 'issue';
  if (isPull(issue) && issue.mergedAt !== null) return html``;
  const [state, word] = issue.state === 'open' ? ['closed', 'Close'] : ['open', 'Reopen'];
  const [image, tone] =
    issue.state === 'closed'
      ? ([isPull(issue) ? 'git-pull-request' : 'issue-reopened', 'success'] as const)
      : isPull(issue)
        ? (['git-pull-request-closed', 'danger'] as const)
        : (['issue-closed', 'done'] as const);
  return html`<button type="submit" class="btn" name="state" value="${state}" formnovalidate>${icon(image, tone)} ${word} ${what}</button>`;
}
