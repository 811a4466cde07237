import { html } from 'hono/html';
import { resolveCommit } from '../../git/objects.ts';
import { listRefs } from '../../git/refs.ts';
import { pathTo } from '../addresses.ts';
import type { Html, PageCall, Shown } from '../page.ts';
import { counted } from '../parts/counted.ts';
import { empty } from '../parts/empty.ts';
import { icon } from '../parts/icon.ts';
import { refLink } from '../parts/ref.ts';
import { issueRow } from '../pulls/issue-list.ts';
import { readme } from './readme.ts';
import { fileList } from './tree.ts';

/** A repository's front page: what is open, what was released, the files, the README. */
export async function repositoryPage(call: PageCall): Promise<Shown> {
  const { repository, hub } = call;
  const { defaultBranch, parent } = repository;
  const commit = await resolveCommit(repository.gitDir, `heads/${defaultBranch}`);
  const branches = (await listRefs(repository.gitDir, 'refs/heads')).size;
  const tags = (await listRefs(repository.gitDir, 'refs/tags')).size;
  const body = html`${repository.description === null ? '' : html`<p>${repository.description}</p>`}
${parent === undefined ? '' : html`<p class="muted">forked from <a href="${pathTo(parent)}">${parent.fullName}</a></p>`}
<p class="about"><span>${refLink(repository, defaultBranch)}</span>
<a href="${pathTo(repository, 'branches')}">${icon('git-branch')} ${counted(branches, 'branch', 'branches')}</a>
<a href="${pathTo(repository, 'tags')}">${icon('tag')} ${counted(tags, 'tag')}</a>
<a href="${pathTo(repository, 'releases')}">${icon('package')} ${counted(repository.releases.size, 'release')}</a></p>
${openPulls(call)}
${
  commit === undefined
    ? empty(`Nothing here yet. Push to ${hub.urls.clone(repository)}`)
    : html`${await fileList(repository, defaultBranch, commit, '')}${await readme(call, defaultBranch, commit, '')}`
}`;
  return { title: 'Code', tab: 'code', body };
}

function openPulls({ repository }: PageCall): Html {
  const open = [...repository.pulls.values()].filter((pull) => pull.state === 'open').reverse();
  if (open.length === 0) return html``;
  return html`<section class="box"><h2>Open pull requests</h2>${open.map((pull) => issueRow(repository, pull))}</section>`;
}
