import { type Dashboard, dashboardBody, dashboardMarker, dashboardTitle } from '../../src/core/report/dashboard.ts';
import type { OwnIssue } from '../landed/issue.ts';
import type { AppRepository } from '../repository.ts';

/** Makes the one dashboard issue, or edits it where it says something else. One that a person closed stays closed. `open`: our open issues. */
export async function publishDashboard(
  repository: AppRepository,
  dashboard: Dashboard,
  open: readonly OwnIssue[],
): Promise<void> {
  const { client, where, context } = repository;
  const body = dashboardBody(dashboard);
  const standing = open.find(isDashboard);
  if (standing !== undefined) {
    if (standing.body?.replaceAll('\r\n', '\n').trim() === body.trim()) return;
    await client.rest.issues.update({ ...where, issue_number: standing.number, body });
    context.log('dashboard.edited', { issue: standing.number });
    return;
  }
  if (await wasClosed(repository)) return;
  const { data } = await client.rest.issues.create({ ...where, title: dashboardTitle, body });
  context.log('dashboard.created', { issue: data.number });
}

function isDashboard({ body, pull_request }: OwnIssue): boolean {
  return pull_request === undefined && body?.startsWith(dashboardMarker) === true;
}

/** It is among the first that we ever made. */
async function wasClosed({ client, where, identity }: AppRepository): Promise<boolean> {
  const asked = { creator: identity.bot.login, state: 'closed', sort: 'created', direction: 'asc' } as const;
  const { data } = await client.rest.issues.listForRepo({ ...where, ...asked, per_page: 100 });
  return data.some(isDashboard);
}
