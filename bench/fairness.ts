// Rates by group: 100,000 rows, 20 groups, 4 metrics, with the interval of every rate, and with 2,000 resamples for those of the differences and
// ratios. CPU time, against fairlearn's MetricFrame (without intervals, and with n_boot=20) where Python is there. `--smoke`: small, no peer. One
// JSON line per figure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/core/comparison/random.ts';
import { countCells, type DecidedRows } from '../src/core/fairness/group-cells.ts';
import type { Rate } from '../src/core/fairness/group-rates.ts';
import { rateDisparities } from '../src/core/fairness/rate-disparities.ts';
import { countedRate, rateEstimate } from '../src/core/fairness/rate-estimates.ts';
import { findPython } from './training/peer.ts';
import { report } from './training/report.ts';

const smoke = process.argv.includes('--smoke');
const rows = smoke ? 10_000 : 100_000;
const groups = 20;
const rates: readonly Rate[] = ['selectionRate', 'truePositiveRate', 'falsePositiveRate', 'positivePredictiveValue'];
const settings = { alpha: 0.05, resamples: 2000, seed: 7, minimumGroup: 30 };

function makeRows(): DecidedRows {
  const random = createRandom(7);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const label = Float64Array.from({ length: rows }, () => (uniform() < 0.4 ? 1 : 0));
  const predicted = label.map((y) => (uniform() < (y === 1 ? 0.7 : 0.2) ? 1 : 0));
  const codes = Int32Array.from({ length: rows }, () => Math.floor(uniform() * groups));
  const levels = Array.from({ length: groups }, (_, group) => `group ${group}`).sort();
  return { label, predicted, group: { type: 'category', codes, levels } };
}

/** Every rate of every group with its interval, as `aval fairness` has them. */
function ratesByGroup(data: DecidedRows): number {
  const cells = countCells(data);
  return rates.flatMap((rate) =>
    cells.groups.map((_, group) => rateEstimate(countedRate(cells, group, rate), settings)),
  ).length;
}

function disparitiesByGroup(data: DecidedRows): number {
  return ratesByGroup(data) + rateDisparities(countCells(data), rates, settings).length;
}

/** Least CPU time of some runs, in seconds: the first ones compile. */
function cpuSeconds(work: () => unknown): number {
  const times = Array.from({ length: smoke ? 2 : 8 }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

/** CPU seconds of fairlearn on the same rows, or undefined where Python is not there. */
function peerSeconds(work: 'plain' | 'bootstrap', { label, predicted, group }: DecidedRows): number | undefined {
  const python = smoke ? undefined : findPython();
  if (python === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));
  try {
    for (const [name, values] of Object.entries({ label, predicted, group: Float64Array.from(group.codes) }))
      writeFileSync(join(folder, `${name}.f64`), values);
    const script = join(import.meta.dirname, 'peers/fairness.py');
    const { status, stdout } = spawnSync(python, [script, work, folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    });
    if (status !== 0) throw new Error(`${python} ${script} ${work} ended with ${status}`);
    return Number(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const data = makeRows();
const size = `4 rates of ${groups} groups over ${rows.toLocaleString('en')} rows`;
report({
  bench: 'fairness',
  figure: `${size}, each with its interval`,
  unit: 's of CPU',
  value: cpuSeconds(() => ratesByGroup(data)),
  peer: 'fairlearn MetricFrame, difference and ratio, no interval',
  peerValue: peerSeconds('plain', data),
  ratioAtMost: 0.02,
});
report({
  bench: 'fairness',
  figure: `${size}, and 2,000 resamples for differences and ratios`,
  unit: 's of CPU',
  value: cpuSeconds(() => disparitiesByGroup(data)),
  peer: 'fairlearn MetricFrame, n_boot=20',
  peerValue: peerSeconds('bootstrap', data),
  ratioAtMost: 0.01,
});
