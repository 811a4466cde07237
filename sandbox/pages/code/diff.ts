import { html } from 'hono/html';
import type { FileChange } from '../../git/diff.ts';
import type { Repository } from '../../state/repository.ts';
import { pathToFile } from '../addresses.ts';
import type { Html } from '../page.ts';
import { counted } from '../parts/counted.ts';
import { empty } from '../parts/empty.ts';
import { type PatchLine, patchLines } from './patch-lines.ts';

/** A patch of more lines is folded, as GitHub folds it. */
const long = 400;
/** No browser wants more. */
const longest = 5000;

/** What changed, file by file, as a unified diff. */
export function diff(repository: Repository, sha: string, files: readonly FileChange[]): Html {
  const total = (of: 'additions' | 'deletions'): number => files.reduce((sum, file) => sum + file[of], 0);
  return html`<p class="about"><span>${counted(files.length, 'changed file')}</span> ${counts(total('additions'), total('deletions'))}</p>
${files.length === 0 ? empty('Nothing changed.') : files.map((file) => fileDiff(repository, sha, file))}`;
}

const counts = (additions: number, deletions: number): Html =>
  html`<span class="counts"><span class="fg-success">+${additions}</span> <span class="fg-danger">−${deletions}</span></span>`;

function fileDiff(repository: Repository, sha: string, file: FileChange): Html {
  const lines = patchLines(file.patch ?? '');
  const name = file.previousPath === undefined ? file.path : `${file.previousPath} → ${file.path}`;
  const gone = file.status === 'removed';
  return html`<details class="box diff"${lines.length > long ? '' : html` open`}>
<summary><span class="path">${name}</span> ${counts(file.additions, file.deletions)}
<span class="tag">${file.status}</span> ${gone ? '' : html`<a href="${pathToFile(repository, 'blob', sha, file.path)}">View</a>`}</summary>
${lines.length === 0 ? empty(file.status === 'renamed' ? 'Renamed without changes.' : 'Binary or empty file.') : table(lines)}
</details>`;
}

const table = (lines: readonly PatchLine[]): Html =>
  html`<table class="lines">${lines
    .slice(0, longest)
    .map(
      ({ kind, before, after, text }) =>
        html`<tr class="${kind}"><td class="number">${before ?? ''}</td><td class="number">${after ?? ''}</td><td class="code">${text}</td></tr>`,
    )}</table>${lines.length > longest ? empty(`${lines.length - longest} more lines are not shown.`) : ''}`;
