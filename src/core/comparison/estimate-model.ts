import type { Estimate } from '../evaluation/estimate.ts';
import type { Metric } from '../evaluation/metric.ts';
import { rangeOf } from '../evaluation/metric-range.ts';
import { type AucInterval, aucInterval } from './auc-interval.ts';
import { type BoundModel, type BoundPart, onlyResampling } from './bound-model.ts';
import { byBootstrap, clusterCounts, ofParts } from './by-bootstrap.ts';
import type { Proportion } from './newcombe.ts';
import type { Replicates } from './replicates.ts';
import { gapOfShares, shareInterval } from './share-intervals.ts';
import { studentQuantile } from './student-t.ts';

/**
 * One model's number, or its signed gap (group minus reference), two-sided 1 - 2 alpha: Wilson for shares (below a level of 1 % no nearer than Clopper and Pearson's), Newcombe's square and add of
 * these for gaps between them, DeLong on the logit scale for ROC AUC, BCa for the rest and wherever rows have weights or clusters. `parts`, the replicates of each part, is asked for only by BCa.
 */
export function estimateModel(
  metric: Metric,
  model: BoundModel,
  alpha: number,
  parts: () => readonly Replicates[],
): Estimate {
  const [part, reference] = model;
  if (part === undefined) return { undefined: 'no rows', n: 0 };
  const n = part.statistic.counted;
  const refusal = part.refusal ?? (reference?.refusal && `the reference: ${reference.refusal}`);
  if (refusal !== undefined) return { undefined: refusal, n };
  const formula = !onlyResampling(model);
  if (formula && (metric.kind === 'proportion' || metric.kind === 'ratio'))
    return { n, ...ofShares(part, reference, alpha) };
  if (formula && metric.kind === 'rocAuc' && reference === undefined) return { n, ...ofAuc(part, alpha) };
  const range = reference === undefined ? { range: rangeOf(metric) } : {};
  return byBootstrap(() => ofParts(parts(), gapOf), alpha, { n, ...clusterCounts(model), ...range });
}

/** Signed: group minus reference. */
export const gapOf = (part: number, reference: number): number => part - reference;

function ofShares(part: BoundPart, reference: BoundPart | undefined, alpha: number) {
  const share = shareOf(part);
  const variance = part.value * (1 - part.value);
  if (reference === undefined)
    return { value: part.value, ...shareInterval(share, alpha), se: Math.sqrt(variance / share.n) };
  const other = shareOf(reference);
  const { low, high } = gapOfShares(share, other, alpha);
  const se = Math.sqrt(variance / share.n + (reference.value * (1 - reference.value)) / other.n);
  return { value: part.value - reference.value, low, high, method: 'Newcombe', se };
}

/** The rows that a share counts, and those of them that it is about. */
export function shareOf({ value, statistic: { counted } }: BoundPart): Proportion {
  return { successes: Math.round(value * counted), n: counted };
}

function ofAuc({ sample }: BoundPart, alpha: number) {
  const found: AucInterval = aucInterval(sample.label, sample.score, (degrees) => studentQuantile(1 - alpha, degrees));
  if ('undefined' in found) return found;
  const { auc, se, logit } = found;
  return { value: auc, low: logit.low, high: logit.high, method: 'DeLong, logit', se };
}
