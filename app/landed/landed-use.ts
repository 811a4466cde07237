import type { Use } from '../../src/core/ledger/ledger.ts';
import type { AppRepository } from '../repository.ts';

/**
 * Of the uses that asked about a definition, oldest first, the one whose package is released: the newest. A package that was given (engine `command`) must
 * be the one that was reviewed, because whoever may push can have another of the same definition judged: it counts where it was asked about at the very
 * commit that was merged, or for what landed. Undefined where that is not clear: it is asked about once more.
 */
export async function landedUse(
  { client, where }: AppRepository,
  uses: readonly Use[],
  defaultBranch: string,
): Promise<Use | undefined> {
  if (uses.every(({ reserved }) => reserved.given === undefined)) return uses.at(-1);
  const merged = new Map<number, string>();
  for (const pull_number of new Set(uses.flatMap(({ reserved }) => reserved.pull ?? []))) {
    const { data } = await client.rest.pulls.get({ ...where, pull_number });
    if (data.merged && data.base.ref === defaultBranch) merged.set(pull_number, data.head.sha);
  }
  const landed = uses.filter(({ reserved: { pull } }) => pull === undefined || merged.has(pull));
  const atHead = landed.filter(({ reserved: { pull, commit } }) => pull === undefined || merged.get(pull) === commit);
  if (atHead.length > 0) return atHead.at(-1);
  // The branch moved on since, and its own run made the same package again: that was free.
  const packages = new Set(landed.map(({ reserved }) => reserved.given?.package));
  return packages.size === 1 ? landed.at(-1) : undefined;
}
