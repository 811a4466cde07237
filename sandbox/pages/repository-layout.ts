import { html } from 'hono/html';
import type { Repository } from '../state/repository.ts';
import { pathTo, pathToUser } from './addresses.ts';
import { problemBanner } from './forms/problem.ts';
import { layout } from './layout.ts';
import type { Html, Page, PageCall, Tab } from './page.ts';
import { icon } from './parts/icon.ts';

interface TabLink {
  readonly tab: Tab;
  readonly icon: string;
  readonly name: string;
  readonly path: string;
  readonly count?: number;
}

function tabsOf(repository: Repository): TabLink[] {
  const openIssues = [...repository.issues.values()].filter((one) => one.state === 'open').length;
  const openPulls = [...repository.pulls.values()].filter((one) => one.state === 'open').length;
  const at = (...parts: string[]): string => pathTo(repository, ...parts);
  return [
    { tab: 'code', icon: 'code', name: 'Code', path: at() },
    { tab: 'issues', icon: 'issue-opened', name: 'Issues', path: at('issues'), count: openIssues - openPulls },
    { tab: 'pulls', icon: 'git-pull-request', name: 'Pull requests', path: at('pulls'), count: openPulls },
    { tab: 'actions', icon: 'play', name: 'Actions', path: at('actions') },
    { tab: 'releases', icon: 'tag', name: 'Releases', path: at('releases'), count: repository.releases.size },
    { tab: 'deployments', icon: 'rocket', name: 'Deployments', path: at('deployments') },
  ];
}

const link = ({ icon: name, name: text, path, count = 0 }: TabLink, here: boolean): Html =>
  html`<a href="${path}"${here ? html` aria-current="page"` : ''}>${icon(name)} ${text}${count > 0 ? html` <span class="count">${count}</span>` : ''}</a>`;

/** A page under a repository's name and tabs. */
export const repositoryLayout = (
  { repository, visitor, problem }: Pick<PageCall, 'repository' | 'visitor' | 'problem'>,
  page: Page,
): Html =>
  layout(
    `${page.title} · ${repository.fullName}`,
    html`<nav class="repository" aria-label="Repository">
<p class="name"><a href="${pathToUser(repository.owner)}">${repository.owner.login}</a>
<span class="muted">/</span>
<a href="${pathTo(repository)}"><strong>${repository.name}</strong></a></p>
<div class="tabs">${tabsOf(repository).map((one) => link(one, one.tab === page.tab))}</div>
</nav>
<main>${problem === undefined ? '' : problemBanner(problem.message)}${page.body}</main>`,
    visitor,
  );
