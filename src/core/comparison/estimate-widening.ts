import type { Estimate } from '../evaluation/estimate.ts';
import { gapWidening } from '../fairness/gap-widening.ts';
import { fewClusters } from './by-bootstrap.ts';
import { countedByBoth, type PairedModels, refusalOfPair, unchanged } from './paired-models.ts';
import type { Replicates } from './replicates.ts';

/** Signed gaps, group minus reference, of the two models. */
export interface PairedGaps {
  readonly challenger: Replicates;
  readonly other: Replicates;
}

/** Change of the size of the gap, |challenger| - |other|, on the same rows; each bound at one-sided `alpha`. */
export function estimateWidening(models: PairedModels, alpha: number, gaps: () => PairedGaps): Estimate {
  const n = countedByBoth(models);
  const refusal = refusalOfPair(models);
  if (refusal !== undefined) return { undefined: refusal, n };
  const same = unchanged(models);
  if (same !== undefined) return same;
  const clusters = models.challenger[0]?.clusters;
  const few = fewClusters(clusters);
  if (few !== undefined) return { undefined: few, n };
  const { challenger, other } = gaps();
  const found = gapWidening(challenger, other, alpha);
  if ('undefined' in found) return { undefined: found.undefined, n };
  const method = `paired ${clusters === undefined ? '' : 'cluster '}BCa bootstrap of both gaps`;
  return { ...found, n, method, ...(clusters !== undefined && { clusters }) };
}
