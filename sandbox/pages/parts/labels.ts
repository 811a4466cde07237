import { html } from 'hono/html';
import type { Issue } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';
import type { Html } from '../page.ts';
import { swatch } from './swatch.ts';

/** The labels of an issue or a pull request, each with its colour. */
export const labels = (repository: Repository, issue: Issue): Html[] =>
  [...issue.labels].map((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return html`<span class="label" title="${label?.description ?? ''}">${swatch(label?.color)}${name}</span> `;
  });
