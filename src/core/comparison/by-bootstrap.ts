import type { Estimate } from '../evaluation/estimate.ts';
import type { Range } from '../evaluation/metric-range.ts';
import { bcaInterval } from './bca.ts';
import { fewestClusters } from './clusters.ts';
import { effectiveDegrees, expandedLevel } from './effective-degrees.ts';
import type { Replicates } from './replicates.ts';
import { studentQuantile } from './student-t.ts';

/** What a bootstrap estimate says about itself beside its numbers. */
export interface BootstrapOf {
  /** Rows that the number counts. */
  readonly n: number;
  /** Clusters that they are in, where whole clusters are drawn. */
  readonly clusters: number | undefined;
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
export function byBootstrap(replicates: () => Replicates, alpha: number, of: BootstrapOf): Estimate {
  const { n, clusters, paired, suffix = '', range: [least, most] = anywhere } = of;
  const few = fewClusters(clusters);
  if (few !== undefined) return { undefined: few, n };
  const number = replicates();
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

/** Why there is no interval over so few clusters. */
export function fewClusters(clusters: number | undefined): string | undefined {
  if (clusters === undefined || clusters >= fewestClusters) return undefined;
  return `insufficient data: the rows are in ${clusters} of ${fewestClusters} clusters`;
}
