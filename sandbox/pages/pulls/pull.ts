import { html } from 'hono/html';
import { pullBase } from '../../changes/pull-base.ts';
import { readCommits } from '../../git/commits.ts';
import { diffFiles } from '../../git/diff.ts';
import type { Pull } from '../../state/issue.ts';
import { pathTo } from '../addresses.ts';
import { commitList } from '../code/commit-list.ts';
import { diff } from '../code/diff.ts';
import { pathToIssue } from '../forms/of-issue.ts';
import type { Html, Page, PageCall, PageHandler } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { redirect } from '../redirect.ts';
import { afterBox } from './after-box.ts';
import { checkRows } from './check-rows.ts';
import { commentForm } from './comment-form.ts';
import { mergeBox } from './merge-box.ts';
import { type PullTab, pullHeader } from './pull-header.ts';
import { reviewForm } from './review-form.ts';
import { timeline } from './timeline.ts';

/** One of a pull request's pages. */
function pullPage(here: PullTab, content: (call: PageCall, pull: Pull) => Html): PageHandler {
  return (call): Page | Response | undefined => {
    const { repository } = call;
    const number = Number(call.param('number'));
    const pull = repository.pulls.get(number);
    if (pull === undefined && repository.issues.has(number)) return redirect(pathTo(repository, 'issues', number));
    if (pull === undefined) return undefined;
    const body = html`${pullHeader(repository, pull, here)}${content(call, pull)}`;
    return { title: `${pull.title} · Pull request #${pull.number}`, tab: 'pulls', body };
  };
}

export const conversationPage = pullPage(
  'conversation',
  (call, pull) =>
    html`${timeline(call, pull)}${mergeBox(call, pull)}${afterBox(call, pull)}
${reviewForm(call, pull, pathToIssue(call.repository, pull, 'review'))}${commentForm(call, pull)}`,
);

export const pullCommitsPage = pullPage('commits', async ({ repository }, pull) => {
  const range = `${await pullBase(repository, pull)}..${pull.head.sha}`;
  return commitList(repository, await readCommits(repository.gitDir, ['--reverse', range]));
});

export const pullChecksPage = pullPage('checks', async (call, pull) => {
  const rows = await checkRows(call, pull);
  return rows.length === 0 ? empty('No checks on this head.') : html`<section class="box">${rows}</section>`;
});

export const pullFilesPage = pullPage('files', async (call, pull) => {
  const { repository } = call;
  const files = await diffFiles(repository.gitDir, await pullBase(repository, pull), pull.head.sha);
  return html`${reviewForm(call, pull, pathToIssue(repository, pull, 'files', 'review'))}${diff(repository, pull.head.sha, files)}`;
});
