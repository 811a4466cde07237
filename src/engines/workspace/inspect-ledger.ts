import { stat } from 'node:fs/promises';
import { digestOf, parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { LedgerEntry } from '../../core/gate/ledger-entry.ts';
import { usesOnLaptop } from '../../core/ledger/inspect.ts';
import type { InspectedLedger } from '../../core/onboarding/checks/ledger.ts';
import type { PackageStore } from '../../core/registry/package.ts';
import { evidenceFile } from './evidence-file.ts';
import { localLedgerOf } from './own-holdout.ts';

const day = 86_400_000;

/** The ledger of this machine, as `aval doctor` looks at it: with the evidence in `work`, and how long each use is open. */
export async function inspectLocalLedger(
  cacheFolder: string,
  work: PackageStore,
  now: number,
): Promise<InspectedLedger> {
  const ledger = localLedgerOf({ cacheFolder });
  try {
    const entries = await ledger.entries();
    if (entries.length === 0) return { kind: 'none' };
    const daysOpen = new Map<number, number>();
    for (const { index } of entries) daysOpen.set(index, (now - (await stat(ledger.pathOf(index))).mtimeMs) / day);
    return { kind: 'read', uses: usesOnLaptop(entries), daysOpen, evidence: await evidenceIn(work, entries) };
  } catch (error) {
    if (error instanceof AvalError && error.class === 'evidence') return { kind: 'broken', why: error.message };
    throw error;
  }
}

/** Evidence that nobody changed. */
async function evidenceIn(
  work: PackageStore,
  entries: readonly LedgerEntry[],
): Promise<ReadonlyMap<string, Uint8Array | undefined>> {
  const found = new Map<string, Uint8Array | undefined>();
  for (const entry of entries) {
    if (entry.state !== 'closed') continue;
    const [subject, digest] = [parseDigest(entry.package, 'ledger'), parseDigest(entry.evidence, 'ledger')];
    const bytes = await work.attachment(subject, evidenceFile(digest));
    if (bytes === undefined || digestOf(bytes) === digest) found.set(digest, bytes); // the cache may drop what is old: the use stays spent
  }
  return found;
}
