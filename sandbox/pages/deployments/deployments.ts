import { html } from 'hono/html';
import type { Deployment } from '../../state/deployment.ts';
import { followable, pathTo } from '../addresses.ts';
import type { Html, PageCall, Shown } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { outcomeMark, outcomeText } from '../parts/outcome.ts';
import { person } from '../parts/person.ts';
import { commitLink, refLink, short } from '../parts/ref.ts';
import { time } from '../parts/time.ts';

/** Each environment with what runs in it. */
export function deploymentsPage({ repository }: PageCall): Shown {
  const all = [...repository.deployments.values()];
  const names = new Set([...repository.environments.keys(), ...all.map((one) => one.environment)]);
  const boxes = [...names].map((name) => {
    const address = `${pathTo(repository, 'deployments', 'activity_log')}?environments_filter=${encodeURIComponent(name)}`;
    const here = all.filter((one) => one.environment === name);
    const active = here.findLast((one) => stateOf(one) === 'success') ?? here.at(-1);
    const shown = active === undefined ? empty('Nothing was deployed yet.') : row({ repository }, active);
    return html`<section class="box"><h2><a href="${address}">${name}</a> <span class="count">${here.length}</span></h2>${shown}</section>`;
  });
  const body = html`<h1>Deployments</h1>${boxes.length === 0 ? empty('No environments yet.') : boxes}`;
  return { title: 'Deployments', tab: 'deployments', body };
}

/** Every deployment, newest first, with all its statuses; `?environments_filter=` keeps one environment's. */
export function activityPage({ repository, query }: PageCall): Shown {
  const wanted = query.get('environments_filter');
  const found = [...repository.deployments.values()].filter((one) => wanted === null || one.environment === wanted);
  const rows = found.reverse().map((one) => html`${row({ repository }, one)}${history(one)}`);
  const title = wanted === null ? 'Deployments' : `Deployments to ${wanted}`;
  const body = html`<h1>${title}</h1><section class="box">${rows.length === 0 ? empty('None yet.') : rows}</section>`;
  return { title, tab: 'deployments', body };
}

const stateOf = (deployment: Deployment): string => deployment.statuses.at(-1)?.state ?? 'pending';

function row({ repository }: Pick<PageCall, 'repository'>, deployment: Deployment): Html {
  const { sha, ref, creator, createdAt, description, statuses, environment, task } = deployment;
  const state = stateOf(deployment);
  const last = statuses.at(-1);
  const address = followable(last?.environmentUrl);
  return html`<div class="row">${outcomeMark(state)}
<span><strong>${outcomeText(state)}</strong>
${environment}${task === 'deploy' ? '' : ` · ${task}`} at ${commitLink(repository, sha)} ${ref === sha ? '' : refLink(repository, ref, /^[0-9a-f]{40}$/.test(ref) ? short(ref) : ref)}
<br>${last?.description || description || ''}
<small class="muted">${person(creator)} deployed ${time(createdAt)}${address === undefined ? '' : html` · <a href="${address}">View</a>`}</small></span></div>`;
}

const history = ({ statuses }: Deployment): Html =>
  html`${statuses.map(({ state, createdAt, description, targetUrl }) => {
    const address = followable(targetUrl);
    return html`<div class="row inner">${outcomeMark(state)}
<small>${outcomeText(state)} ${time(createdAt)} ${description}${address === undefined ? '' : html` <a href="${address}">Log</a>`}</small></div>`;
  })}`;
