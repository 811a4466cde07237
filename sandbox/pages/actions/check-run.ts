import { html } from 'hono/html';
import { objectsOf, textOf } from '../../json.ts';
import { followable, pathTo, pathToApp } from '../addresses.ts';
import { markdown } from '../markdown/markdown.ts';
import type { PageCall, Shown } from '../page.ts';
import { outcomeMark, outcomeOf, outcomeText } from '../parts/outcome.ts';
import { commitLink } from '../parts/ref.ts';
import { duration, time } from '../parts/time.ts';
import { redirect } from '../redirect.ts';
import { annotations, noteOfCheck } from './annotations.ts';

/** What an App says in a check run; a job of a workflow has its own page. */
export function checkRunPage({ hub, repository, param }: PageCall): Shown {
  const run = repository.checkRuns.get(Number(param('id')));
  if (run === undefined) return undefined;
  const job = repository.jobs.get(run.id);
  if (job !== undefined) return redirect(pathTo(repository, 'actions', 'runs', job.runId, 'job', job.id));
  const { output, app, startedAt, completedAt } = run;
  const outcome = outcomeOf(run);
  const details = followable(run.detailsUrl);
  const buttons = objectsOf(run.actions).map(
    (action) =>
      html`<span class="tag" title="${textOf(action['description']) ?? ''}">${textOf(action['label']) ?? ''}</span> `,
  );
  const place = { hub, repository };
  const body = html`<h1>${run.name}</h1>
<p class="about">${outcomeMark(outcome)}
<span>${outcomeText(outcome)}${completedAt === null ? '' : html` in ${duration(startedAt, completedAt)}`}, ${time(completedAt ?? startedAt)}</span>
<span>by <a href="${pathToApp(app)}">${app.name}</a> at ${commitLink(repository, run.headSha)}</span>
${details === undefined ? '' : html`<a href="${details}">Details</a>`} ${buttons}</p>
<section class="box"><h2>${output.title ?? outcomeText(outcome)}</h2>
<div class="content">${output.summary ? markdown(output.summary, place) : ''}${output.text ? html`<hr>${markdown(output.text, place)}` : ''}</div></section>
${annotations(repository, run.headSha, output.annotations.map(noteOfCheck))}`;
  return { title: run.name, tab: 'actions', body };
}
