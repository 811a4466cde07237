// Paired comparison of two models: DeLong over a million rows, BCa bootstrap of 2,000 resamples over 10,000 rows. The
// peers are numpy and scipy with scikit-learn's metrics, where Python is there. `--smoke`: small, no peers. One JSON
// line per figure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bcaInterval } from '../src/core/comparison/bca.ts';
import { delongPaired } from '../src/core/comparison/delong.ts';
import { createRandom } from '../src/core/comparison/random.ts';
import { combine, replicate } from '../src/core/comparison/replicates.ts';
import type { MetricName } from '../src/core/definitions/schema/gates.ts';
import { bindMetric } from '../src/core/evaluation/metric.ts';
import { metrics } from '../src/core/evaluation/metrics.ts';
import { findPython } from './training/peer.ts';
import { report } from './training/report.ts';

const smoke = process.argv.includes('--smoke');
const delongRows = smoke ? 50_000 : 1_000_000;
const bootstrapRows = smoke ? 1_000 : 10_000;
const resamples = 2000;

interface Pair {
  readonly label: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** Two models that know something of the same risk. */
function makePair(rows: number): Pair {
  const random = createRandom(7);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const risk = Float64Array.from({ length: rows }, uniform);
  return {
    label: risk.map((r) => (uniform() < r ? 1 : 0)),
    a: risk.map((r) => 0.7 * r + 0.3 * uniform()),
    b: risk.map((r) => 0.5 * r + 0.5 * uniform()),
  };
}

/** Least CPU time of three, in seconds: what others do on this machine counts little. */
function secondsOf(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

function bootstrapDifference({ label, a, b }: Pair, metric: MetricName): void {
  const bind = (score: Float64Array) => bindMetric(metrics[metric], { label, score, threshold: 0.5 });
  const both = replicate([[bind(a), bind(b)]], resamples, createRandom(7));
  bcaInterval(
    combine(both, ([x = 0, y = 0]) => x - y),
    0.05,
  );
}

/** CPU seconds of the same work in Python, or undefined where it is not there. */
function peerSeconds(work: string, pair: Pair): number | undefined {
  const python = smoke ? undefined : findPython();
  if (python === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));
  try {
    for (const name of ['label', 'a', 'b'] as const) writeFileSync(join(folder, `${name}.f64`), pair[name]);
    const script = join(import.meta.dirname, 'peers/statistics.py');
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

const large = makePair(delongRows);
report({
  bench: 'statistics',
  figure: `DeLong, two models, ${delongRows.toLocaleString('en')} rows`,
  unit: 'CPU s',
  value: secondsOf(() => delongPaired(large.label, large.a, large.b)),
  peer: 'numpy, scipy rankdata',
  peerValue: peerSeconds('delong', large),
  atMost: 1.5,
});

const small = makePair(bootstrapRows);
for (const metric of ['accuracy', 'roc_auc', 'log_loss'] as const) {
  report({
    bench: 'statistics',
    figure: `paired BCa of ${metric}, ${resamples.toLocaleString('en')} resamples of ${bootstrapRows.toLocaleString('en')} rows`,
    unit: 'CPU s',
    value: secondsOf(() => bootstrapDifference(small, metric)),
    peer: 'scipy bootstrap, numpy accuracy and log loss, scikit-learn AUC',
    peerValue: peerSeconds(metric, small),
    ...(metric === 'roc_auc' ? { ratioAtMost: 0.01 } : { atMost: 1 }),
  });
}
