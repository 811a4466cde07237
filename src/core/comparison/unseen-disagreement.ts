import { bindMetric, type Metric } from '../evaluation/metric.ts';
import { rangeOf } from '../evaluation/metric-range.ts';
import type { Sample } from '../evaluation/sample.ts';
import { effectiveRows } from '../evaluation/sample-weights.ts';
import { observe } from '../evaluation/statistic.ts';
import type { BoundPart } from './bound-model.ts';
import type { Interval } from './interval.ts';
import type { PairedModels } from './paired-models.ts';
import { sameAnswers } from './same-answers.ts';
import { movedToAnEnd, turnedDecisions } from './turned-decisions.ts';

/**
 * How far two models' numbers may be apart, two-sided with normal quantile `z`, by the parts of the rows in which their answers are alike on every row while
 * their scores are not: as many rows may be answered otherwise as Tango's interval allows where none is, z² / (n + z²) of them (n: queries of a ranking,
 * clusters where rows come in such, effective rows where they are weighted), each by as much as one answer of mean weight moves the number at most. Of two
 * groups square and add, as Newcombe. 0 where answers move nothing, and where the scores are the same, too.
 */
export function unseenDisagreement(models: PairedModels, z: number): number {
  const { metric, challenger, other } = models;
  if (metric.task === 'regression') return 0;
  const [least, most] = rangeOf(metric);
  const apart = challenger.map((part, i) => {
    const against = other[i]?.sample;
    if (against === undefined || !sameAnswers(metric, part.sample, against) || sameScores(part.sample, against))
      return 0;
    const { rows } = part.statistic;
    const furthest = metric.task === 'ranking' ? (most - least) / rows : furthestByOneAnswer(metric, part);
    return Math.min(most - least, (furthest * rows * z * z) / (unitsOf(part) + z * z));
  });
  return Math.hypot(...apart);
}

/** An estimate of the parts that differ, with what those that don't may be apart put to either side: squared and added. */
export function asFarAs<T extends Interval & { readonly value: number }>(found: T, apart: number): T {
  if (apart === 0) return found;
  const { value, low, high } = found;
  return { ...found, low: value - Math.hypot(value - low, apart), high: value + Math.hypot(high - value, apart) };
}

/** Independent units of a part. */
function unitsOf({ sample: { weight }, statistic, clusters }: BoundPart): number {
  if (clusters !== undefined) return clusters.all;
  return weight === undefined ? statistic.rows : effectiveRows(weight);
}

/** Whether both models give every row the same score, and have the same threshold. */
function sameScores(a: Sample, b: Sample): boolean {
  return a.threshold === b.threshold && a.score.every((score, row) => score === b.score[row]);
}

function furthestByOneAnswer(metric: Metric, { sample, value }: BoundPart): number {
  const { label, weight } = sample;
  const meanWeight = (weight?.reduce((sum, one) => sum + one, 0) ?? 0) / label.length;
  const ofRanking = 'reads' in metric && metric.reads === 'ranking' && sample.classes === undefined;
  let furthest = 0;
  for (const turned of ofRanking ? movedToAnEnd(sample) : turnedDecisions(sample)) {
    const move = Math.abs(observe(bindMetric(metric, turned.sample)).value - value);
    const own = weight === undefined ? move : (move * meanWeight) / (weight[turned.row] ?? meanWeight);
    if (own > furthest && Number.isFinite(own)) furthest = own;
  }
  return furthest;
}
