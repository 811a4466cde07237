import { expect, test } from 'vitest';
import { realisedMetrics } from '../../../src/core/monitoring/realised-metrics.ts';
import { rulesOf } from './estimated-performance/made-answers.ts';

test('a metric of one class counts rows of that class only, also where rows are clustered', () => {
  const rows = Array.from({ length: 120 }, (_, row) => row);
  const label = Float64Array.from(rows, (row) => Number(row % 3 === 0)); // 40 of 120
  const score = Float64Array.from(rows, (row) => Number(row % 6 === 0 || row % 3 === 1)); // half of those, half of the others
  const levels = Array.from({ length: 12 }, (_, k) => String(k));
  const cluster = { type: 'category' as const, levels, codes: Int32Array.from(rows, (row) => Math.floor(row / 10)) };
  const rules = rulesOf('binary', ['recall', 'specificity']);
  for (const more of [{}, { cluster }]) {
    const found = realisedMetrics({ label, score, ...more }, rules).map(({ estimate }) => estimate);
    expect(found).toMatchObject([
      { value: 0.5, n: 40 },
      { value: 0.5, n: 80 },
    ]);
  }
});
