import { html } from 'hono/html';
import type { Repository } from '../../state/repository.ts';
import { pathToFile } from '../addresses.ts';
import type { Html } from '../page.ts';
import { refLink } from '../parts/ref.ts';
import type { AtRef } from './at-ref.ts';

/** The way to a file or a folder: the ref, then each folder as a link. */
export function crumbs(repository: Repository, { ref, path }: AtRef): Html {
  const parts = path.split('/').filter((part) => part !== '');
  const folders = parts.slice(0, -1).map((part, index) => {
    const address = pathToFile(repository, 'tree', ref, parts.slice(0, index + 1).join('/'));
    return html`<a href="${address}">${part}</a> / `;
  });
  return html`<p class="about"><span>${refLink(repository, ref)}
<a href="${pathToFile(repository, 'tree', ref, '')}">${repository.name}</a> / ${folders}<strong>${parts.at(-1) ?? ''}</strong></span></p>`;
}
