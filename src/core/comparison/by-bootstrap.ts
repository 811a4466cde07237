import type { Estimate } from '../evaluation/estimate.ts';
import type { Range } from '../evaluation/metric-range.ts';
import { bcaInterval, isStill } from './bca.ts';
import type { BoundModel } from './bound-model.ts';
import { fewestClusters } from './clusters.ts';
import { effectiveDegrees, expandedLevel } from './effective-degrees.ts';
import { combine, type Replicates } from './replicates.ts';
import { studentQuantile } from './student-t.ts';

/** Clusters that the rows of a number are in, and those of its reference, where whole clusters are drawn. */
export interface ClusterCounts {
  readonly clusters: number | undefined;
  readonly ofReference?: number | undefined;
}

/** What a bootstrap estimate says about itself beside its numbers. */
export interface BootstrapOf extends ClusterCounts {
  /** Rows that the number counts. */
  readonly n: number;
  readonly paired?: true;
  /** What is resampled, where it isn't the number itself: " of shares". */
  readonly suffix?: string;
  /** What the number can be, and its bounds with it: at the levels of late uses both are drawn on beyond the resamples. Absent: anything. */
  readonly range?: Range;
}

const anywhere: Range = [-Infinity, Infinity];

/**
 * The estimate that resampling gives, two-sided 1 - 2 alpha. Each bound is the further of BCa's and of Student's t: where a few rows carry the number,
 * a sample without them has a skewness of its own, and BCa draws that bound nearer which should be further (F1 with ten positives: beyond the truth
 * four times as often as it says). Undefined with fewer than 10 clusters, and as `bcaInterval`.
 */
export function byBootstrap(
  replicates: () => Replicates | { readonly undefined: string },
  alpha: number,
  of: BootstrapOf,
): Estimate {
  const { n, clusters, paired, suffix = '', range: [least, most] = anywhere } = of;
  const few = fewClusters(of);
  if (few !== undefined) return { undefined: few, n };
  const number = replicates();
  if ('undefined' in number) return { undefined: number.undefined, n };
  const { observed, leftOut } = number;
  const [drawnUnits, degrees] = [leftOut.length, effectiveDegrees(leftOut)];
  const found = bcaInterval(number, expandedLevel(alpha, drawnUnits, degrees));
  if ('undefined' in found) return { undefined: found.undefined, n };
  const half = studentQuantile(1 - alpha, degrees) * found.se * Math.sqrt(drawnUnits / (drawnUnits - 1));
  const low = Math.max(least, Math.min(found.low, observed - half));
  const high = Math.min(most, Math.max(found.high, observed + half));
  const method = `${paired ? 'paired ' : ''}${clusters === undefined ? '' : 'cluster '}${found.method} bootstrap${suffix}`;
  return { value: observed, low, high, n, method, se: found.se, ...(clusters !== undefined && { clusters }) };
}

/** Why there is no interval over so few clusters, of the part or of its reference. */
export function fewClusters({ clusters, ofReference }: ClusterCounts): string | undefined {
  const few = (count: number | undefined) =>
    count !== undefined && count < fewestClusters
      ? `insufficient data: the rows are in ${count} of ${fewestClusters} clusters`
      : undefined;
  const reference = few(ofReference);
  return few(clusters) ?? (reference && `the reference: ${reference}`);
}

export function clusterCounts([part, reference]: BoundModel): ClusterCounts {
  return { clusters: part?.clusters?.counted, ofReference: reference?.clusters?.counted };
}

/**
 * One number of a part and its reference, such as their gap, from the replicates of each; of the part alone where there is no reference. Undefined where
 * either is the same in every resample: that is no proof that it always is, and the other's spread would be all that is seen.
 */
export function ofParts(
  parts: readonly Replicates[],
  how: (part: number, reference: number) => number,
): Replicates | { readonly undefined: string } {
  const [part, reference] = parts;
  if (part === undefined) return { undefined: 'no rows' };
  if (reference === undefined) return part;
  const still = parts.find((one) => isStill(one.resampled));
  if (still === undefined) return combine([part, reference], ([own = 0, other = 0]) => how(own, other));
  return {
    undefined: `${still === part ? '' : 'the reference: '}every resample gives the same number, so its spread is unknown`,
  };
}
