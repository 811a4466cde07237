import { html } from 'hono/html';
import { type Json, numberOf, textOf } from '../../json.ts';
import type { JobNotes } from '../../runner/runner.ts';
import type { Repository } from '../../state/repository.ts';
import { pathToFile } from '../addresses.ts';
import type { Html } from '../page.ts';
import { icon, type Tone } from '../parts/icon.ts';

/** A remark at a file and line. */
export interface Note {
  readonly level: string;
  readonly message: string;
  readonly title?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

const levels: Readonly<Record<string, readonly [icon: string, tone: Tone]>> = {
  error: ['x-circle-fill', 'danger'],
  failure: ['x-circle-fill', 'danger'],
  warning: ['alert', 'attention'],
};

export const notesOfJob = ({ annotations }: JobNotes): readonly Note[] => annotations;

/** As an App gave it to its check run. */
export const noteOfCheck = (given: Json): Note => ({
  level: textOf(given['annotation_level']) ?? 'notice',
  message: textOf(given['message']) ?? '',
  title: textOf(given['title']),
  file: textOf(given['path']),
  line: numberOf(given['start_line']),
});

export function annotations(repository: Repository, sha: string, notes: readonly Note[]): Html {
  if (notes.length === 0) return html``;
  const rows = notes.map(({ level, message, title, file, line }) => {
    const [name, tone] = levels[level] ?? (['info', 'accent'] as const);
    const at = line === undefined ? '' : `#L${line}`;
    const place =
      file === undefined ? '' : html`<a href="${pathToFile(repository, 'blob', sha, file)}${at}">${file}${at}</a><br>`;
    return html`<div class="row">${icon(name, tone, level)}
<span>${title === undefined ? '' : html`<strong>${title}</strong><br>`}${place}<span class="pre">${message}</span></span></div>`;
  });
  return html`<section class="box" id="annotations"><h2>Annotations <span class="count">${notes.length}</span></h2>${rows}</section>`;
}
