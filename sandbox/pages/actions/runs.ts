import { html } from 'hono/html';
import { pathTo } from '../addresses.ts';
import type { PageCall, Shown } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { outcomeMark, outcomeOf } from '../parts/outcome.ts';
import { person } from '../parts/person.ts';
import { refLink } from '../parts/ref.ts';
import { time } from '../parts/time.ts';
import { runForms } from './run-forms.ts';

/** Every workflow run, newest first. */
export function runsPage(call: PageCall): Shown {
  const { repository } = call;
  const rows = [...repository.runs.values()].reverse().map(
    (run) =>
      html`<div class="row">${outcomeMark(outcomeOf(run))}
<span><a class="title" href="${pathTo(repository, 'actions', 'runs', run.id)}">${run.displayTitle}</a> ${refLink(repository, run.headBranch)}<br>
<small class="muted">${run.name} #${run.runNumber} on ${run.event} by ${person(run.triggeredBy)} ${time(run.createdAt)}</small></span></div>`,
  );
  const body = html`<h1>Workflow runs</h1>${runForms(call)}<section class="box">${rows.length === 0 ? empty('No workflow ran yet.') : rows}</section>`;
  return { title: 'Workflow runs', tab: 'actions', body };
}
