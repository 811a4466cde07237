import { html } from 'hono/html';
import { listTree } from '../../git/objects.ts';
import type { Repository } from '../../state/repository.ts';
import { pathToFile } from '../addresses.ts';
import type { Markup, PageCall, Shown } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { atRef } from './at-ref.ts';
import { crumbs } from './crumbs.ts';
import { readme } from './readme.ts';

/** The files of a folder, folders first. */
export async function fileList(repository: Repository, ref: string, tree: string, path: string): Promise<Markup> {
  const entries = await listTree(repository.gitDir, tree, false);
  const inside = (kind: 'tree' | 'blob') => entries.filter((entry) => (entry.type === 'tree') === (kind === 'tree'));
  const rows = (['tree', 'blob'] as const).flatMap((kind) =>
    inside(kind).map((entry) => {
      const address = pathToFile(repository, kind, ref, `${path}/${entry.path}`);
      const mark = kind === 'tree' ? icon('file-directory-fill', 'accent') : icon('file', 'muted');
      return html`<div class="row">${mark} <a href="${address}">${entry.path}</a></div>`;
    }),
  );
  return html`<section class="box">${rows}</section>`;
}

/** A folder at a branch, a tag or a commit. */
export async function treePage(call: PageCall): Promise<Shown> {
  const { repository } = call;
  const at = await atRef(repository, call.param('address'));
  if (at === undefined || (at.entry !== undefined && at.entry.type !== 'tree')) return undefined;
  const tree = at.entry?.sha ?? at.commit;
  const body = html`${crumbs(repository, at)}${await fileList(repository, at.ref, tree, at.path)}${await readme(call, at.ref, tree, at.path)}`;
  return { title: `${at.path || at.ref} at ${at.ref}`, tab: 'code', body };
}
