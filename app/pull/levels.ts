import type { EvidenceLevel } from '../../src/core/definitions/schema/project.ts';
import type { Observed } from './observe.ts';

/** Levels of the evidence that releases name, where an environment asks for them, by the evidence's digest. Only what the ledger holds is believed. */
export async function levelsOf({ change, ledger }: Observed): Promise<ReadonlyMap<string, EvidenceLevel | undefined>> {
  const levels = new Map<string, EvidenceLevel | undefined>();
  if (change.kind !== 'planned') return levels;
  const known = new Set(
    ledger.ledger.uses.flatMap(({ closed }) =>
      closed?.answer.outcome === 'evaluated' ? [closed.answer.evidence] : [],
    ),
  );
  for (const { release } of change.environments) {
    const digest = release?.record.evidence;
    if (digest !== undefined && known.has(digest)) levels.set(digest, (await ledger.evidence(digest)).level);
  }
  return levels;
}
