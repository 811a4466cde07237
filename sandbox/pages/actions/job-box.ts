import { html } from 'hono/html';
import type { Repository } from '../../state/repository.ts';
import type { Job } from '../../state/workflow.ts';
import { pathTo } from '../addresses.ts';
import type { Html } from '../page.ts';
import { isBad, outcomeMark, outcomeOf } from '../parts/outcome.ts';
import { duration } from '../parts/time.ts';

/** A job with its steps; they are folded unless something went wrong. */
export function jobBox(repository: Repository, job: Job): Html {
  const outcome = outcomeOf(job);
  const steps = job.steps.map((step) => html`<li>${outcomeMark(outcomeOf(step))} ${step.name}</li>`);
  return html`<details class="row job"${isBad(outcome) ? html` open` : ''}>
<summary>${outcomeMark(outcome)}
<span><a href="${pathTo(repository, 'actions', 'runs', job.runId, 'job', job.id)}"><strong>${job.name}</strong></a>
<span class="muted">${job.completedAt === null ? '' : duration(job.startedAt, job.completedAt)}</span></span></summary>
<ol class="steps">${steps}</ol>
</details>`;
}
