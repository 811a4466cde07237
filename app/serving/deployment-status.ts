import { plainText } from '../../src/core/report/plain-text.ts';
import type { ServedModel } from '../../src/core/serving-report/report.ts';

/** How a deployment goes, as GitHub shows it. */
export interface DeploymentStatus {
  readonly state: 'in_progress' | 'success' | 'failure';
  readonly description: string;
}

/** GitHub takes no longer description. */
const longest = 140;

const unreported: DeploymentStatus = { state: 'in_progress', description: 'Waiting for serving to report.' };

/**
 * The status of the deployment of a package, by how its model stands on each server (undefined: it doesn't know of it yet). `nameOf` names a package for people. A fault is a
 * server's own text: one line of characters that are seen, cut to fit. Pure.
 */
export function deploymentStatus(
  digest: string,
  servers: readonly (ServedModel | undefined)[],
  nameOf: (digest: string) => string,
): DeploymentStatus {
  if (servers.length === 0) return unreported;
  const [failed] = servers
    .flatMap((one) => (one?.digest === digest && one.running !== digest ? one : []))
    .flatMap(({ fault, running }) => (fault === undefined ? [] : failure(fault, running, nameOf)))
    .sort();
  if (failed !== undefined) return { state: 'failure', description: failed };
  if (servers.some((one) => one?.running !== digest))
    return { state: 'in_progress', description: 'Waiting for every server to run it.' };
  const { length } = servers;
  return { state: 'success', description: length === 1 ? '1 server runs it.' : `${length} servers run it.` };
}

function failure(fault: string, running: string | null, nameOf: (digest: string) => string): string {
  const goesOn = running === null ? ' · nothing runs' : ` · ${nameOf(running)} runs on`;
  return `${plainText(fault, longest - goesOn.length)}${goesOn}`;
}

/**
 * Whether what stands on GitHub says the same. How many servers run it is told once: they come and go, and after a restart the App hears of them one
 * by one.
 */
export function saysTheSame(
  standing: { readonly state: string; readonly description: string | null },
  status: DeploymentStatus,
): boolean {
  if (standing.state !== status.state) return false;
  return status.state !== 'failure' || standing.description === status.description;
}
