import { html } from 'hono/html';
import type { Repository } from '../../state/repository.ts';
import type { WorkflowRun } from '../../state/workflow.ts';
import { pathTo, pathToFile } from '../addresses.ts';
import type { Html } from '../page.ts';
import { outcomeMark, outcomeOf, outcomeText } from '../parts/outcome.ts';
import { person } from '../parts/person.ts';
import { commitLink, refLink } from '../parts/ref.ts';
import { time } from '../parts/time.ts';

/** What a run is of: its workflow, its event, its commit, and how it went. */
export function runHeader(repository: Repository, run: WorkflowRun): Html {
  const pulls = run.pullRequests.map((number) => html` <a href="${pathTo(repository, 'pull', number)}">#${number}</a>`);
  const outcome = outcomeOf(run);
  return html`<h1>${run.displayTitle} <span class="muted">#${run.runNumber}</span></h1>
<p class="about">${outcomeMark(outcome)}
<strong>${outcomeText(outcome)}</strong>
<span><a href="${pathToFile(repository, 'blob', run.headSha, run.path)}">${run.name}</a> on ${run.event}${pulls}</span>
<span>${refLink(repository, run.headBranch)} ${commitLink(repository, run.headSha)}</span>
<span>${person(run.triggeredBy)} ${time(run.createdAt)}${run.attempt > 1 ? ` · attempt ${run.attempt}` : ''}</span></p>`;
}
