import type { ReservedEntry } from '../../src/core/ledger/entry.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import type { PackageStore } from '../../src/core/registry/package.ts';
import { isOwnRun, type OwnRunOf, ownWorkflow } from '../../src/github/own-run.ts';
import type { Ports } from './ports.ts';
import { refused } from './refused.ts';

/**
 * Puts the package that an entry gives into the store of the process that has no token: just that one, from just that run, which must be the own
 * run of what is evaluated. No program of the author's is started. Throws `evidence`.
 */
export async function fetchGiven(
  { given, commit, pull }: ReservedEntry,
  resolved: ResolvedModel,
  store: Pick<PackageStore, 'publish'>,
  ports: Pick<Ports, 'ownRun' | 'madePackage'>,
): Promise<void> {
  if (given === undefined) return;
  const change: OwnRunOf = { event: pull === undefined ? 'push' : 'pull_request', sha: commit };
  const run = await ports.ownRun(given.run);
  if (!isOwnRun(run, change) || run.conclusion !== 'success') {
    const what = `a run of ${ownWorkflow} by ${change.event} at ${commit.slice(0, 12)} that ended well`;
    throw refused('given', `run ${given.run}, whose package the entry gives, is not ${what}`);
  }
  const item = await ports.madePackage(run.id, resolved);
  if (item === undefined) {
    throw refused('given', `run ${run.id} has no package of ${resolved.model.name} any more; run ${ownWorkflow} again`);
  }
  if (item.digest !== given.package) {
    throw refused(
      'given',
      `run ${run.id} holds the package ${item.digest}, not ${given.package}, which was asked about`,
    );
  }
  await store.publish(item);
}
