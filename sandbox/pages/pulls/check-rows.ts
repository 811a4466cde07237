import { html } from 'hono/html';
import type { CheckRun } from '../../state/check.ts';
import type { Pull } from '../../state/issue.ts';
import { followable, pathTo } from '../addresses.ts';
import { markdown } from '../markdown/markdown.ts';
import type { Html, Markup, PageCall } from '../page.ts';
import { isBad, outcomeMark, outcomeOf, outcomeText } from '../parts/outcome.ts';
import { checksOf, statusesOf } from './checks-of.ts';
import { type RequiredCheck, requiredChecks } from './required-checks.ts';

const requiredTag = html`<span class="tag">Required</span>`;

/** A pull request's checks and statuses, each with what it says; those that are required and not there yet come last. */
export async function checkRows(call: PageCall, pull: Pull): Promise<Html[]> {
  const { repository } = call;
  const required = requiredChecks(repository, pull);
  const runs = checksOf(repository, pull.head.sha);
  const statuses = statusesOf(repository, pull.head.sha);
  const wants = (name: string, appId: number | undefined): boolean => required.some((one) => meets(one, name, appId));
  const missing = required.filter(
    (one) =>
      !runs.some((run) => meets(one, run.name, run.app.id)) &&
      !statuses.some((status) => meets(one, status.context, status.app?.id)),
  );
  return [
    ...(await Promise.all(runs.map((run) => runRow(call, run, wants(run.name, run.app.id))))),
    ...statuses.map(({ context, app, state, description, targetUrl }) => {
      const address = followable(targetUrl);
      const more = html`${description ?? outcomeText(state)} ${address === undefined ? '' : html`<a href="${address}">Details</a>`}`;
      return row(state, context, more, wants(context, app?.id));
    }),
    ...missing.map(({ name }) => row('pending', name, html`Expected: waiting for it to be reported`, true)),
  ];
}

const meets = (required: RequiredCheck, name: string, appId: number | undefined): boolean =>
  required.name === name && (required.appId === undefined || required.appId === appId);

const row = (outcome: string, name: string, more: Html, required: boolean): Html =>
  html`<div class="row">${outcomeMark(outcome)} <span><strong>${name}</strong> <span class="muted">${more}</span> ${required ? requiredTag : ''}</span></div>`;

async function runRow(call: PageCall, run: CheckRun, required: boolean): Promise<Markup> {
  const { hub, repository } = call;
  const outcome = outcomeOf(run);
  const details = html`<a href="${pathTo(repository, 'runs', run.id)}">Details</a>`;
  const { title, summary } = run.output;
  const said = title ?? outcomeText(outcome);
  if (!summary) return row(outcome, run.name, html`${said} ${details}`, required);
  return html`<details class="row"${isBad(outcome) ? html` open` : ''}>
<summary>${outcomeMark(outcome)} <span><strong>${run.name}</strong> <span class="muted">${said}</span> ${required ? requiredTag : ''}</span></summary>
${await markdown(summary, { hub, repository })}
<p>${details}</p>
</details>`;
}
