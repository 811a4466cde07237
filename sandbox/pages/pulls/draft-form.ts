import { html } from 'hono/html';
import type { Pull } from '../../state/issue.ts';
import { form } from '../forms/form.ts';
import { mayTend, pathToIssue } from '../forms/of-issue.ts';
import type { Html, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';

/** Ready for review, or a draft again: for its author and those with write access. */
export function draftForm({ repository, visitor }: PageCall, pull: Pull): Html {
  if (!mayTend(visitor.user, repository, pull)) return html``;
  const at = (word: string): string => pathToIssue(repository, pull, word);
  return pull.draft
    ? html`<div class="row">${icon('git-pull-request-draft', 'muted')} <span>Drafts can't be merged.</span>
${form(visitor, at('ready'), html`<button type="submit" class="btn">Ready for review</button>`)}</div>`
    : html`<div class="row">${icon('git-pull-request', 'muted')} <span>Still in progress?</span>
${form(visitor, at('draft'), html`<button type="submit" class="btn">Convert to draft</button>`)}</div>`;
}
