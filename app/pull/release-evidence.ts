import type { Evidence } from '../../src/core/gate/evidence.ts';
import type { Observed } from './observe.ts';

/** The evidence that releases name, where an environment asks for it, by its digest. Only what the ledger holds is believed. */
export async function releaseEvidence({ change, ledger }: Observed): Promise<ReadonlyMap<string, Evidence>> {
  const found = new Map<string, Evidence>();
  if (change.kind !== 'planned') return found;
  const known = new Set(
    ledger.ledger.uses.flatMap(({ closed }) =>
      closed?.answer.outcome === 'evaluated' ? [closed.answer.evidence] : [],
    ),
  );
  for (const { release } of [...change.environments, ...change.standing]) {
    const digest = release?.record.evidence;
    if (digest !== undefined && known.has(digest)) found.set(digest, await ledger.evidence(digest));
  }
  return found;
}
