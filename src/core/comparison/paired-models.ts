import type { Estimate } from '../evaluation/estimate.ts';
import type { Metric } from '../evaluation/metric.ts';
import { type BoundModel, fewestRows } from './bound-model.ts';
import { clusterCounts, fewClusters } from './by-bootstrap.ts';
import { normalQuantile } from './normal.ts';
import { sameAnswers } from './same-answers.ts';
import { unseenDisagreement } from './unseen-disagreement.ts';

/** Two models' numbers on the same parts of the same rows. */
export interface PairedModels {
  readonly metric: Metric;
  readonly challenger: BoundModel;
  readonly other: BoundModel;
  /** What the other model is, for reasons: "champion" or "baseline". */
  readonly against: string;
  /** Least number of rows that shows two models to be the same. */
  readonly minimumGroup: number;
}

/** Rows that both numbers count, in the part that the quantity is about. */
export function countedByBoth({ challenger, other }: PairedModels): number {
  return Math.min(challenger[0]?.statistic.counted ?? 0, other[0]?.statistic.counted ?? 0);
}

/** Why there can be no estimate of a change. */
export function refusalOfPair({ challenger, other, against }: PairedModels): string | undefined {
  return refusalOf(challenger) ?? prefixed(`the ${against}: `, refusalOf(other));
}

/**
 * Models that give the same answer on every row differ by 0, if there are enough rows to say so; undefined when they do not. Where only their
 * decisions are the same it has a width: thirty rows are no proof that they always are.
 */
export function unchanged(models: PairedModels, alpha: number): Estimate | undefined {
  const { metric, challenger, other, minimumGroup } = models;
  const isSame = challenger.every(({ sample }, part) => {
    const against = other[part]?.sample;
    return against !== undefined && sameAnswers(metric, sample, against);
  });
  if (!isSame) return undefined;
  const n = countedByBoth(models);
  const required = Math.max(minimumGroup, fewestRows);
  if (n < required) return { undefined: `insufficient data: ${n} of ${required} rows`, n };
  const apart = unseenDisagreement(models, normalQuantile(1 - alpha));
  const alike = 'reads' in metric && metric.reads === 'ranking' ? 'order of rows' : 'decision on every row';
  const what = metric.task === 'ranking' ? 'number for every query' : alike;
  if (apart > 0) return { value: 0, low: 0 - apart, high: apart, n, method: `Tango, same ${what}` };
  return { value: 0, low: 0, high: 0, n, method: 'same answer on every row' };
}

/** Why no interval of a change is made over so few clusters: those of the rows that either model's number counts. */
export function tooFewClusters({ challenger, other, against }: PairedModels): string | undefined {
  return fewClusters(clusterCounts(challenger)) ?? prefixed(`the ${against}: `, fewClusters(clusterCounts(other)));
}

function refusalOf([part, reference]: BoundModel): string | undefined {
  return part?.refusal ?? prefixed('the reference: ', reference?.refusal);
}

function prefixed(prefix: string, reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : prefix + reason;
}
