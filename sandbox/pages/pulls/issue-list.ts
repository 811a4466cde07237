import { html } from 'hono/html';
import { type Issue, isPull } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';
import { pathTo } from '../addresses.ts';
import type { Html, Page, PageCall } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { icon } from '../parts/icon.ts';
import { labels } from '../parts/labels.ts';
import { person } from '../parts/person.ts';
import { stateOf } from '../parts/state-label.ts';
import { time } from '../parts/time.ts';

export const issueRow = (repository: Repository, issue: Issue): Html => {
  const state = stateOf(issue);
  return html`<div class="row">${icon(state.icon, state.tone, state.name)}
<span><a class="title" href="${pathTo(repository, isPull(issue) ? 'pull' : 'issues', issue.number)}">${issue.title}</a>
${labels(repository, issue)}<br>
<small class="muted">#${issue.number} opened ${time(issue.createdAt)} by ${person(issue.user)}</small></span></div>`;
};

/** `?state=` chooses, as the API has it: `open` if it isn't said, `closed`, `all`. */
function list(call: PageCall, name: string, tab: 'issues' | 'pulls', all: readonly Issue[]): Page {
  const { repository, query } = call;
  const state = query.get('state') ?? 'open';
  const found = all.filter((issue) => state === 'all' || issue.state === state).reverse();
  const link = (wanted: string): Html => {
    const count = all.filter((issue) => wanted === 'all' || issue.state === wanted).length;
    return html`<a href="?state=${wanted}"${wanted === state ? html` aria-current="page"` : ''}>${count} ${wanted}</a>`;
  };
  const rows = found.length === 0 ? empty('Nothing here.') : found.map((issue) => issueRow(repository, issue));
  const body = html`<h1>${name}</h1><div class="filter">${['open', 'closed', 'all'].map(link)}</div><section class="box">${rows}</section>`;
  return { title: name, tab, body };
}

export const issuesPage = (call: PageCall): Page =>
  list(
    call,
    'Issues',
    'issues',
    [...call.repository.issues.values()].filter((issue) => !isPull(issue)),
  );

export const pullsPage = (call: PageCall): Page =>
  list(call, 'Pull requests', 'pulls', [...call.repository.pulls.values()]);
