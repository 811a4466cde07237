import { normalQuantile } from '../../comparison/normal.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../../evaluation/estimate.ts';
import type { Metric } from '../../evaluation/metric.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { samplingError } from './sampling-error.ts';

/** How a metric strays over rows like those of the reference. */
export interface Straying {
  /** Standard error over one row: over n it is this / √n. */
  readonly ofOneRow: number;
  /** Labelled rows of the reference. */
  readonly rows: number;
}

/**
 * By formula where there is one for equal, independent rows (`independent`), else from the interval that the metric has over the labelled rows, which is
 * two-sided 1 - 2 alpha.
 */
export function strayingOf(
  metric: Metric,
  labelled: Sample,
  realised: DefinedEstimate,
  { alpha, independent }: { readonly alpha: number; readonly independent: boolean },
): Straying {
  const rows = labelled.label.length;
  const formula = independent ? samplingError(metric, labelled, 1) : undefined;
  const { low, high, se = (high - low) / (2 * normalQuantile(1 - alpha)) } = realised;
  return { ofOneRow: formula ?? se * Math.sqrt(rows), rows };
}

/** A number, and how it strays over the window. */
export interface FoundNumber {
  readonly value: number;
  readonly n: number;
  readonly method: string;
  /** Rows of the window, and the standard error over one of them. */
  readonly rows: number;
  readonly ofOneRow: number;
}

/**
 * Where the metric of a window is expected to be found once all of its rows have labels: they stray, and so did those that the expectation was learned
 * from (`rows` of `reference`: how many those were, as weighted). Two-sided 1 - 2 alpha, by the normal distribution; shares stay within 0 and 1.
 */
export function windowEstimate(metric: Metric, found: FoundNumber, reference: Straying, alpha: number): Estimate {
  const { value, n, method } = found;
  const se = Math.sqrt(found.ofOneRow ** 2 / found.rows + reference.ofOneRow ** 2 / reference.rows);
  const half = normalQuantile(1 - alpha) * se;
  if (!Number.isFinite(value) || !Number.isFinite(half)) return { undefined: 'it has no finite value', n };
  const isShare = metric.kind === 'proportion' || metric.kind === 'ratio' || metric.kind === 'rocAuc';
  const within = (bound: number) => (isShare ? Math.min(1, Math.max(0, bound)) : bound);
  return { value, low: within(value - half), high: within(value + half), n, method, se };
}

/** Why nothing is expected of a metric that has no number at training. */
export function undefinedAtTraining(reference: Estimate): string | undefined {
  return isDefined(reference) ? undefined : `at training: ${reference.undefined}`.slice(0, 300);
}
