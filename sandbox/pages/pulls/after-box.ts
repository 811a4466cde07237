import { html } from 'hono/html';
import { readRef } from '../../git/refs.ts';
import type { Pull } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';
import { form } from '../forms/form.ts';
import { mayWrite, pathToIssue } from '../forms/of-issue.ts';
import type { Html, Markup, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { refLink } from '../parts/ref.ts';

/** When a pull request has ended: taking it back, and tidying up, for those with write access. */
export async function afterBox({ repository, visitor }: PageCall, pull: Pull): Promise<Markup> {
  if (pull.state === 'open' || !mayWrite(visitor.user, repository)) return html``;
  const button = (word: string, text: string): Html =>
    form(visitor, pathToIssue(repository, pull, word), html`<button type="submit" class="btn">${text}</button>`);
  const merged = pull.mergedAt !== null;
  const stale = await leftover(repository, pull);
  const back =
    pull.mergedOnto === null
      ? ''
      : html`<div class="row">${icon('git-merge', 'done')} <span><strong>Merged.</strong> A revert opens a pull request that takes the change back.</span> ${button('revert', 'Revert')}</div>`;
  const tidy = stale
    ? html`<div class="row">${icon('git-branch', 'muted')} <span>The branch ${refLink(repository, pull.head.ref)} ${merged ? 'can be deleted' : 'has unmerged changes'}.</span> ${button('delete-branch', 'Delete branch')}</div>`
    : '';
  return html`${back === '' && tidy === '' ? '' : html`<section class="box" id="merged">${back}${tidy}</section>`}`;
}

/** Whether its branch lies here still, and nothing else needs it. */
async function leftover(repository: Repository, { head }: Pull): Promise<boolean> {
  if (head.repository !== repository || head.ref === repository.defaultBranch) return false;
  const used = [...repository.pulls.values()].some(
    (one) => one.state === 'open' && one.head.repository === repository && one.head.ref === head.ref,
  );
  return !used && (await readRef(repository.gitDir, `refs/heads/${head.ref}`)) !== undefined;
}
