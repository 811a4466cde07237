import type { Estimate } from '../evaluation/estimate.ts';
import { bcaInterval } from './bca.ts';
import { fewestClusters } from './clusters.ts';
import { expandedLevel } from './effective-degrees.ts';
import type { Replicates } from './replicates.ts';

/** What a bootstrap estimate says about itself beside its numbers. */
export interface BootstrapOf {
  /** Rows that the number counts. */
  readonly n: number;
  /** Clusters that they are in, where whole clusters are drawn. */
  readonly clusters: number | undefined;
  readonly paired?: true;
  /** What is resampled, where it isn't the number itself: " of shares". */
  readonly suffix?: string;
}

/** The estimate that resampling gives, two-sided 1 - 2 alpha. Undefined with fewer than 10 clusters, and as `bcaInterval`. */
export function byBootstrap(replicates: () => Replicates, alpha: number, of: BootstrapOf): Estimate {
  const { n, clusters, paired, suffix = '' } = of;
  const few = fewClusters(clusters);
  if (few !== undefined) return { undefined: few, n };
  const number = replicates();
  const found = bcaInterval(number, expandedLevel(alpha, number.leftOut));
  if ('undefined' in found) return { undefined: found.undefined, n };
  const { low, high, se } = found;
  const method = `${paired ? 'paired ' : ''}${clusters === undefined ? '' : 'cluster '}${found.method} bootstrap${suffix}`;
  return { value: number.observed, low, high, n, method, se, ...(clusters !== undefined && { clusters }) };
}

/** Why there is no interval over so few clusters. */
export function fewClusters(clusters: number | undefined): string | undefined {
  if (clusters === undefined || clusters >= fewestClusters) return undefined;
  return `insufficient data: the rows are in ${clusters} of ${fewestClusters} clusters`;
}
