import { html } from 'hono/html';
import { listTree, readBlob } from '../../git/objects.ts';
import { markdown } from '../markdown/markdown.ts';
import type { Markup, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';

/** A folder's README, rendered; nothing when it has none. */
export async function readme(
  { hub, repository }: PageCall,
  ref: string,
  tree: string,
  folder: string,
): Promise<Markup> {
  const entries = await listTree(repository.gitDir, tree, false);
  const found = entries.find((entry) => entry.type === 'blob' && /^readme\.(md|markdown)$/i.test(entry.path));
  if (found === undefined) return html``;
  const path = folder === '' ? found.path : `${folder}/${found.path}`;
  const text = (await readBlob(repository.gitDir, found.sha)).toString('utf8');
  return html`<section class="box readme"><h2>${icon('book')} ${found.path}</h2><div class="content">${await markdown(text, { hub, repository, file: { ref, path } })}</div></section>`;
}
