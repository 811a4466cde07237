// Weak segments: every part of 20 columns and every pair of parts, over 100,000 rows. `--smoke`: small. One JSON line per figure.
import { createRandom } from '../src/core/comparison/random.ts';
import type { MetricName } from '../src/core/definitions/schema/gates.ts';
import { findSegments } from '../src/core/evaluation/segments/find-segments.ts';
import { categoryColumn } from '../src/core/features/category.ts';
import type { Column } from '../src/core/features/frame.ts';
import { report } from './training/report.ts';

const smoke = process.argv.includes('--smoke');
const rows = smoke ? 5_000 : 100_000;
const columns = 20;
const levels = ['a', 'b', 'c', 'd', 'e', 'f'];

function search(metric: MetricName) {
  const random = createRandom(7);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const risk = Float64Array.from({ length: rows }, uniform);
  const made = Array.from({ length: columns }, (_, i): readonly [string, Column] => {
    const values = Float64Array.from({ length: rows }, uniform);
    const text = () => Array.from(values, (value) => levels[Math.floor(value * levels.length)] ?? '');
    return [`view:c${i}`, i % 4 === 0 ? categoryColumn(text()) : { type: 'number', values }];
  });
  const label = risk.map((r) => (uniform() < r ? 1 : 0));
  return {
    scored: {
      task: 'binary' as const,
      label,
      labelText: categoryColumn(Array.from(label, String)),
      challenger: risk.map((r) => 0.8 * r + 0.2 * uniform()),
      baseline: new Float64Array(rows).fill(0.5),
      groups: new Map(),
    },
    keys: Array.from({ length: rows }, (_, row) => `row-${row}`),
    columns: new Map(made),
    metrics: [metric],
    settings: {
      alpha: 0.05,
      resamples: 2000,
      seed: 7,
      minimumGroup: 30,
      thresholds: { challenger: 0.5, baseline: 0.5 },
    },
  };
}

for (const metric of ['log_loss', 'roc_auc'] as const) {
  const asked = search(metric);
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    findSegments(asked);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  report({
    bench: 'segments',
    figure: `search of ${columns} columns and their pairs by ${metric}, ${rows} rows`,
    unit: 's of CPU',
    value: Math.min(...times),
    ...(smoke ? {} : { atMost: 2 }),
  });
}
