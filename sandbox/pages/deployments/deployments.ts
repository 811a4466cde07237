import { html } from 'hono/html';
import type { Deployment } from '../../state/deployment.ts';
import { pathTo } from '../addresses.ts';
import type { PageCall, Shown } from '../page.ts';
import { counted } from '../parts/counted.ts';
import { empty } from '../parts/empty.ts';
import { deploymentRow, stateOf } from './deployment-row.ts';

/** Each environment with what runs in it. */
export function deploymentsPage({ repository }: PageCall): Shown {
  const all = [...repository.deployments.values()];
  const names = new Set([...repository.environments.keys(), ...all.map((one) => one.environment)]);
  const boxes = [...names].map((name) => {
    const address = `${pathTo(repository, 'deployments', 'activity_log')}?environments_filter=${encodeURIComponent(name)}`;
    const here = all.filter((one) => one.environment === name);
    const rows = standing(here).map((one) => deploymentRow(repository, one));
    return html`<section class="box"><h2><a href="${address}">${name}</a> <small class="muted aside">${counted(here.length, 'deployment')}</small></h2>
${rows.length === 0 ? empty('Nothing was deployed yet.') : rows}</section>`;
  });
  const body = html`<h1>Deployments</h1>${boxes.length === 0 ? empty('No environments yet.') : boxes}`;
  return { title: 'Deployments', tab: 'deployments', body };
}

/** Of each task, for an environment may hold several things, the active deployment, and after it a newer one if there is one. */
function standing(deployments: readonly Deployment[]): Deployment[] {
  const tasks = new Set(deployments.map((one) => one.task));
  return [...tasks].flatMap((task) => {
    const its = deployments.filter((one) => one.task === task);
    const active = its.findLast((one) => stateOf(one) === 'success');
    return [...new Set([active, its.at(-1)])].filter((one) => one !== undefined);
  });
}

/** Every deployment, newest first, with all its statuses; `?environments_filter=` keeps one environment's. */
export function activityPage({ repository, query }: PageCall): Shown {
  const wanted = query.get('environments_filter');
  const found = [...repository.deployments.values()].filter((one) => wanted === null || one.environment === wanted);
  const rows = found.reverse().map((one) => deploymentRow(repository, one));
  const title = wanted === null ? 'Deployments' : `Deployments to ${wanted}`;
  const body = html`<h1>${title}</h1><section class="box">${rows.length === 0 ? empty('None yet.') : rows}</section>`;
  return { title, tab: 'deployments', body };
}
