import type { OwnIssue } from '../landed/issue.ts';
import type { Landed } from '../landed/observe.ts';
import type { AppRepository } from '../repository.ts';
import { type DashboardFacts, observeDashboard } from './observe-dashboard.ts';
import { publishDashboard } from './publish-dashboard.ts';

/** Brings the dashboard issue in line. `issues`: ours that are open, pull requests among them. */
export async function reconcileDashboard(
  repository: AppRepository,
  landed: Landed,
  states: Omit<DashboardFacts, 'proposing'>,
  issues: readonly OwnIssue[],
): Promise<void> {
  const opened = [...states.watched.values()].some(({ pull }) => pull !== undefined);
  const proposing = opened || issues.some(({ pull_request }) => pull_request !== undefined);
  const dashboard = await observeDashboard(repository, landed, { ...states, proposing });
  if (dashboard !== undefined) await publishDashboard(repository, dashboard, issues);
}
