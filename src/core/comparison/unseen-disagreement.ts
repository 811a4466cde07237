import { bindMetric, type Metric } from '../evaluation/metric.ts';
import { effectiveRows } from '../evaluation/sample-weights.ts';
import { observe } from '../evaluation/statistic.ts';
import type { BoundPart } from './bound-model.ts';
import type { PairedModels } from './paired-models.ts';
import { turnedDecisions } from './turned-decisions.ts';

/**
 * How far two models' numbers may be apart, two-sided with normal quantile `z`, that decide alike on every row here and still score differently: as
 * many rows may be decided otherwise as Tango's interval allows where none is, z² / (n + z²) of them (n: clusters where rows come in such, effective rows
 * where they are weighted), each by as much as one decision of mean weight moves the number at most. Of two groups square and add, as Newcombe. 0 where
 * decisions move nothing, and where the scores are the same, too.
 */
export function unseenDisagreement(models: PairedModels, z: number): number {
  const { metric, challenger } = models;
  if ((metric.task !== 'binary' && metric.task !== 'multiclass') || sameScores(models)) return 0;
  const all = challenger.reduce((rows, { sample }) => rows + sample.label.length, 0);
  const parts = challenger.map((part) => {
    const rows = part.sample.label.length;
    return (furthestByOneDecision(metric, part) * rows * z * z) / (unitsOf(part, rows / all) + z * z);
  });
  return Math.hypot(...parts);
}

/** Independent units of a part with this share of the rows: of the clusters, too, that all parts are in. */
function unitsOf({ sample: { label, weight }, clusters }: BoundPart, share: number): number {
  if (clusters !== undefined) return clusters * share;
  return weight === undefined ? label.length : effectiveRows(weight);
}

/** Whether both models give every row the same score, and have the same threshold. */
function sameScores({ challenger, other }: PairedModels): boolean {
  return challenger.every(({ sample }, part) => {
    const against = other[part]?.sample;
    return (
      against !== undefined &&
      sample.threshold === against.threshold &&
      sample.score.every((score, row) => score === against.score[row])
    );
  });
}

function furthestByOneDecision(metric: Metric, { sample, value }: BoundPart): number {
  const { label, weight } = sample;
  const meanWeight = (weight?.reduce((sum, one) => sum + one, 0) ?? 0) / label.length;
  let furthest = 0;
  for (const turned of turnedDecisions(sample)) {
    const move = Math.abs(observe(bindMetric(metric, turned.sample)).value - value);
    const own = weight === undefined ? move : (move * meanWeight) / (weight[turned.row] ?? meanWeight);
    if (own > furthest && Number.isFinite(own)) furthest = own;
  }
  return furthest;
}
