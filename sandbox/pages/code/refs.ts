import { html } from 'hono/html';
import { listRefs } from '../../git/refs.ts';
import { pathTo } from '../addresses.ts';
import type { Html, PageCall, PageHandler } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { icon } from '../parts/icon.ts';
import { commitLink, refLink } from '../parts/ref.ts';

function refsPage(
  kind: 'heads' | 'tags',
  title: string,
  image: string,
  beside: (call: PageCall, name: string) => Html,
): PageHandler {
  return async (call) => {
    const { repository } = call;
    const prefix = `refs/${kind}/`;
    const rows = [...(await listRefs(repository.gitDir, prefix))].map(([ref, sha]) => {
      const name = ref.slice(prefix.length);
      return html`<div class="row">${icon(image, 'muted')} <span>${refLink(repository, name)} ${beside(call, name)}</span> ${commitLink(repository, sha)}</div>`;
    });
    const body = html`<h1>${title}</h1><section class="box">${rows.length === 0 ? empty('None yet.') : rows}</section>`;
    return { title, tab: 'code', body };
  };
}

export const branchesPage = refsPage('heads', 'Branches', 'git-branch', ({ repository }, name) =>
  name === repository.defaultBranch ? html`<span class="tag">default</span>` : html``,
);

export const tagsPage = refsPage('tags', 'Tags', 'tag', ({ repository }, name) => {
  const released = [...repository.releases.values()].some((one) => !one.draft && one.tagName === name);
  return released ? html`<a href="${pathTo(repository, 'releases', 'tag', name)}">Release</a>` : html``;
});
