import type { FoundCheck } from '../../src/github/check-runs.ts';

const byActions = 'github-actions';

/**
 * Where the pages with plots of a change's own run are: the artifacts of the run whose job evaluated one of these models. A check's details may
 * lead anywhere, as the change's author has it, so that only the number of a run of this repository is taken from them. No call is made for it.
 */
export function reportLink(
  checks: readonly FoundCheck[],
  models: readonly string[],
  repositoryPage: string,
): string | undefined {
  const jobs = new Set(models.map((model) => `evaluate (${model})`));
  for (const { name, appSlug, conclusion, detailsUrl } of checks) {
    if (appSlug !== byActions || conclusion !== 'success' || !jobs.has(name)) continue;
    const run = runOf(detailsUrl, repositoryPage);
    if (run !== undefined) return `${repositoryPage}/actions/runs/${run}#artifacts`;
  }
  return undefined;
}

function runOf(address: string | undefined, repositoryPage: string): string | undefined {
  const runs = `${repositoryPage}/actions/runs/`.toLowerCase();
  if (!address?.toLowerCase().startsWith(runs)) return undefined;
  return /^(\d{1,18})(?:\/|$)/.exec(address.slice(runs.length))?.[1];
}
