import { html } from 'hono/html';
import type { JobNotes } from '../../runner/runner.ts';
import { isExpired } from '../../shapes/workflow.ts';
import type { WorkflowRun } from '../../state/workflow.ts';
import { pathTo } from '../addresses.ts';
import { markdown } from '../markdown/markdown.ts';
import type { Html, PageCall, Shown } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { icon } from '../parts/icon.ts';
import { size } from '../parts/size.ts';
import { annotations, notesOfJob } from './annotations.ts';
import { jobBox } from './job-box.ts';
import { runHeader } from './run-header.ts';

/** A workflow's run: jobs and steps, and what they left: annotations, artifacts, summaries. */
export function runPage(call: PageCall): Shown {
  const { hub, repository } = call;
  const run = repository.runs.get(Number(call.param('id')));
  if (run === undefined) return undefined;
  // a later attempt has jobs of the same names
  const jobs = new Map(
    [...repository.jobs.values()].filter((job) => job.runId === run.id).map((job) => [job.name, job]),
  );
  const notes = hub.notes.of(run.id);
  const body = html`${runHeader(repository, run)}
<section class="box"><h2>Jobs</h2>${jobs.size === 0 ? empty('No jobs.') : [...jobs.values()].map((job) => jobBox(repository, job))}</section>
${annotations(repository, run.headSha, notes.flatMap(notesOfJob))}
${artifacts(call, run)}
${notes.filter((one) => one.summary !== '').map((one) => summary(call, one))}`;
  return { title: run.displayTitle, tab: 'actions', body };
}

function artifacts({ repository, hub }: PageCall, run: WorkflowRun): Html {
  const found = [...repository.artifacts.values()].filter((one) => one.runId === run.id && !one.deleted);
  if (found.length === 0) return html``;
  const rows = found.map(
    (one) =>
      html`<div class="row">${icon('package', 'muted')}
<span>${isExpired(one, hub.world.now()) ? html`${one.name} <span class="tag">expired</span>` : html`<a href="${pathTo(repository, 'actions', 'runs', run.id, 'artifacts', one.id)}">${one.name}</a>`}<br>
<small class="muted digest">${one.digest}</small></span>
<span class="muted size">${size(one.bytes.length)}</span></div>`,
  );
  return html`<section class="box" id="artifacts"><h2>Artifacts <span class="count">${found.length}</span></h2>${rows}</section>`;
}

const summary = ({ hub, repository }: PageCall, notes: JobNotes): Html =>
  html`<section class="box"><h2>${notes.job} summary</h2><div class="content">${markdown(notes.summary, { hub, repository })}</div></section>`;
