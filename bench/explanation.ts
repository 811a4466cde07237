// Attributions of boosted trees: 10,000 rows, 20 features, 100 trees of 15 leaves; CPU time, against shap's TreeExplainer on LightGBM's trees of the
// same size where Python is there. `--smoke`: small, no peer. One JSON line per figure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/core/comparison/random.ts';
import { trainSchema } from '../src/core/definitions/schema/model.ts';
import { binnedRows } from '../src/core/explanation/shapley/trees/binned-rows.ts';
import { treeShapley } from '../src/core/explanation/shapley/trees/tree-shapley.ts';
import { type Column, type Frame, takeRows } from '../src/core/features/frame.ts';
import { gbdtEngine } from '../src/core/training/gbdt/gbdt-engine.ts';
import { readGbdtModel } from '../src/core/training/gbdt/model-file.ts';
import { findPython } from './training/peer.ts';
import { report } from './training/report.ts';

const smoke = process.argv.includes('--smoke');
const rows = smoke ? 1000 : 10_000;
const features = 20;
const parameters = { trees: smoke ? 20 : 100, leaves: 15, learningRate: 0.1 };

const random = createRandom(7);
const uniform = () => (random.next() + 0.5) / 2 ** 32;
const values = Array.from({ length: features }, () => Float64Array.from({ length: rows }, uniform));
const columns = values.map((own, j): [string, Column] => [`c${j}`, { type: 'number', values: own }]);
const frame: Frame = { rows, columns: new Map(columns) };
const label = Float64Array.from({ length: rows }, (_, row) => {
  const at = (j: number) => values[j]?.[row] ?? 0;
  return uniform() < at(0) * at(1) + 0.3 * Math.sin(6 * at(2)) * at(3) + 0.2 * at(4) ? 1 : 0;
});

const keys = Array.from({ length: rows }, (_, row) => `row-${row}`);
const train = trainSchema.parse({ engine: 'gbdt', parameters, seed: 7 });
if (train.engine !== 'gbdt') throw new Error('not trees');
const files = await gbdtEngine.train(
  { task: 'binary', frame, label, keys },
  train,
  () => {},
  new AbortController().signal,
);
const model = readGbdtModel(files, 'binary');
const binned = binnedRows(model.features, frame);

/** Least CPU time of some runs, in seconds: the first ones compile. */
function cpuSeconds(work: () => unknown): number {
  const times = Array.from({ length: smoke ? 1 : 5 }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

/** CPU seconds of shap on the same rows, by background size (0: path-dependent), or undefined where Python is not there. */
function peerSeconds(backgrounds: readonly number[]): readonly number[] | undefined {
  const python = smoke ? undefined : findPython();
  if (python === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));
  try {
    const all = new Float64Array(rows * features);
    for (const [j, own] of values.entries()) all.set(own, j * rows);
    writeFileSync(join(folder, 'columns.f64'), all);
    writeFileSync(join(folder, 'label.f64'), label);
    const asked = JSON.stringify({ folder, rows, features, ...parameters, backgrounds });
    const { stdout, status } = spawnSync(python, [join(import.meta.dirname, 'peers/explanation.py'), asked], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    });
    return status === 0 ? JSON.parse(stdout) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** shap draws 100 rows of a larger background; ours takes all of them. */
const backgrounds = [0, 100];
const peer = peerSeconds(backgrounds);
for (const [k, size] of [...backgrounds, 1000].entries()) {
  const others =
    size === 0
      ? binned
      : binnedRows(
          model.features,
          takeRows(
            frame,
            new Uint32Array(size).map((_, i) => i),
          ),
        );
  const value = cpuSeconds(() =>
    treeShapley(
      {
        trees: model.trees,
        featureOf: new Uint32Array(features).map((_, j) => j),
        features,
        background: others,
        absent: size === 0 ? 'pathDependent' : 'interventional',
      },
      binned,
    ),
  );
  report({
    bench: 'explanation',
    figure: `tree SHAP of ${rows} rows, ${model.trees.length} trees, ${size === 0 ? 'path-dependent' : `${size} background rows`}`,
    unit: 's of CPU',
    value,
    ...(smoke ? {} : { atMost: 5 }),
    ...(peer?.[k] !== undefined && { peer: 'shap', peerValue: peer[k] }),
  });
}
