import { stripVTControlCharacters } from 'node:util';
import { html } from 'hono/html';
import { pathTo } from '../addresses.ts';
import type { PageCall, Shown } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { annotations, notesOfJob } from './annotations.ts';
import { jobBox } from './job-box.ts';
import { runHeader } from './run-header.ts';

/** A job of a run: its steps, its annotations, its log. */
export function jobPage({ hub, repository, param }: PageCall): Shown {
  const job = repository.jobs.get(Number(param('job')));
  const run = repository.runs.get(Number(param('id')));
  if (job === undefined || run === undefined || job.runId !== run.id) return undefined;
  const notes = hub.notes.of(run.id).filter((one) => one.job === job.name);
  const body = html`${runHeader(repository, run)}
<p><a href="${pathTo(repository, 'actions', 'runs', run.id)}">All jobs of this run</a></p>
<section class="box">${jobBox(repository, job)}</section>
${annotations(repository, run.headSha, notes.flatMap(notesOfJob))}
<section class="box"><h2>Log</h2>${job.log === '' ? empty('Nothing yet.') : html`<pre class="log">${stripVTControlCharacters(job.log)}</pre>`}</section>`;
  return { title: `${job.name} · ${run.displayTitle}`, tab: 'actions', body };
}
