import { html } from 'hono/html';
import type { Repository } from '../../state/repository.ts';
import { pathTo } from '../addresses.ts';
import type { Html } from '../page.ts';

export const short = (sha: string): string => sha.slice(0, 7);

export const commitLink = (repository: Repository, sha: string): Html =>
  html`<a class="sha" href="${pathTo(repository, 'commit', sha)}">${short(sha)}</a>`;

/** A branch or a tag. `shown` is its name where that says more, as `owner:branch` of a fork. */
export const refLink = (repository: Repository, ref: string, shown = ref): Html =>
  html`<a class="ref" href="${pathTo(repository, 'tree', ref)}">${shown}</a>`;
