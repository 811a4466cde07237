import { html } from 'hono/html';
import type { Deployment, DeploymentStatus } from '../../state/deployment.ts';
import type { Repository } from '../../state/repository.ts';
import { followable } from '../addresses.ts';
import type { Html } from '../page.ts';
import { counted } from '../parts/counted.ts';
import { outcomeMark, outcomeText } from '../parts/outcome.ts';
import { person } from '../parts/person.ts';
import { commitLink, refLink } from '../parts/ref.ts';
import { time } from '../parts/time.ts';

/** What a deployment is now; `pending` before it has a status. */
export const stateOf = (deployment: Deployment): string => deployment.statuses.at(-1)?.state ?? 'pending';

/** One deployment: what it is, what was said of it last, and all that was said before. */
export function deploymentRow(repository: Repository, deployment: Deployment): Html {
  const { sha, ref, creator, createdAt, description, statuses, environment, task } = deployment;
  const state = stateOf(deployment);
  const last = statuses.at(-1);
  const address = followable(last?.environmentUrl);
  const name = description || (task === 'deploy' ? environment : task);
  const said = last?.description ?? '';
  return html`<div class="row">${outcomeMark(state)}
<div><strong>${name}</strong> <span class="tag">${state === 'success' ? 'Active' : outcomeText(state)}</span>
${said === '' || said === name ? '' : html`<br>${said}`}<br>
<small class="muted">${commitLink(repository, sha)} ${ref === sha ? '' : refLink(repository, ref)} deployed by ${person(creator)} ${time(createdAt)}${address === undefined ? '' : html` · <a href="${address}">View</a>`}</small>
${statuses.length === 0 ? '' : history(statuses)}</div></div>`;
}

function history(statuses: readonly DeploymentStatus[]): Html {
  const lines = statuses.map(({ state, createdAt, description, targetUrl }) => {
    const address = followable(targetUrl);
    return html`<li>${outcomeMark(state)} ${outcomeText(state)} ${time(createdAt)} ${description}${address === undefined ? '' : html` <a href="${address}">Log</a>`}</li>`;
  });
  return html`<details class="history"><summary><small>${counted(statuses.length, 'status', 'statuses')}</small></summary><ol class="steps">${lines}</ol></details>`;
}
