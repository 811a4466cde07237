import { describe, expect, test } from 'vitest';
import { quantile } from '../../../src/core/comparison/quantile.ts';
import { resampleDecisions } from '../../../src/core/comparison/resample-decisions.ts';
import { type ResampleJob, resampleHere } from '../../../src/core/comparison/resample-job.ts';
import type { MetricName } from '../../../src/core/definitions/schema/gates.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import { someRows } from './rows.ts';

function jobOf(metric: MetricName, rows = 2400, changed: Partial<Sample> = {}): ResampleJob {
  const list = someRows(rows);
  const segment = (group: string): readonly Sample[] => {
    const own = list.filter((row) => row.group === group);
    const label = Float64Array.from(own, (row) => row.label);
    const sample = (score: Float64Array): Sample => ({ label, score, threshold: 0.5, ...changed });
    return [
      sample(Float64Array.from(own, ({ challenger }) => challenger)),
      sample(Float64Array.from(own, ({ champion }) => champion)),
    ];
  };
  return { task: 'binary', metric, samples: [segment('young'), segment('old')], resamples: 4000, seed: 9 };
}

/** Change of the gap between the groups, in order. */
function changes([a, b, c, d]: readonly Float64Array[]): Float64Array {
  const at = (values: Float64Array | undefined, i: number) => values?.[i] ?? Number.NaN;
  return Float64Array.from(a ?? [], (_, i) => at(a, i) - at(c, i) - (at(b, i) - at(d, i))).sort();
}

describe.each(['selection_rate', 'precision', 'f1', 'balanced_accuracy'] as const)('%s', (metric) => {
  test('counts of kinds give the distribution that rows drawn one by one give', () => {
    const job = jobOf(metric);
    const [quick, slow] = [changes(resampleDecisions(job) ?? []), changes(resampleHere(job))];
    const spread = quantile(slow, 0.95) - quantile(slow, 0.05);
    for (const p of [0.05, 0.25, 0.5, 0.75, 0.95])
      expect(Math.abs(quantile(quick, p) - quantile(slow, p))).toBeLessThan(0.05 * spread);
  });
});

test('a metric that sees scores is not done so, nor are few rows, weighted rows and clusters', () => {
  expect(resampleDecisions(jobOf('brier'))).toBeUndefined();
  expect(resampleDecisions(jobOf('roc_auc'))).toBeUndefined();
  expect(resampleDecisions(jobOf('recall', 1999))).toBeUndefined();
  expect(resampleDecisions(jobOf('recall', 2400, { weight: new Float64Array(2400).fill(1) }))).toBeUndefined();
  const clusters = { count: 2, of: new Uint32Array(2400) };
  expect(resampleDecisions({ ...jobOf('recall'), clusters })).toBeUndefined();
});
