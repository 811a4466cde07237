// Our trainers against scikit-learn and LightGBM: one JSON line for each figure. CPU seconds, one thread, both sides in turn, least of N.
//   AVAL_ADULT=adult.parquet AVAL_PYTHON=python node bench/training.ts      (bench/peers/requirements.txt for the Python)
//   node bench/training.ts --smoke                                          (seconds, made-up data, no Python)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAdult, tiled } from './training/adult.ts';
import { type Comparison, compare } from './training/compare.ts';
import { friedman } from './training/made-up.ts';
import { findPython } from './training/peer.ts';
import { lateDays } from './training/queries.ts';

const boosting = { max_iter: 100, max_leaf_nodes: 31, learning_rate: 0.1, early_stopping: false, random_state: 0 };
const classifier: Comparison = {
  engine: 'gbdt',
  parameters: {},
  peer: 'HistGradientBoostingClassifier',
  peerParameters: boosting,
  repeats: 9,
  fitGoal: 0.75,
  firstFitGoal: 1,
};
const bigClassifier: Comparison = { ...classifier, repeats: 3, fitGoal: 0.9 };
// Five classes are five times the trees.
const classes: Comparison = {
  ...classifier,
  repeats: 3,
  fitGoal: 1,
  firstFitGoal: 1.25,
  behindAtMost: 0.005,
  predictGoal: 160_000,
};
const ranker: Comparison = {
  engine: 'gbdt',
  parameters: {},
  peer: 'LGBMRanker',
  // Relevance counts linearly, as in ours; the rest is what both have.
  peerParameters: {
    n_estimators: 100,
    num_leaves: 31,
    learning_rate: 0.1,
    label_gain: Array.from({ length: 61 }, (_, relevance) => relevance),
    n_jobs: 1,
    verbosity: -1,
    random_state: 0,
  },
  repeats: 3,
  behindAtMost: 0.01,
};
/** What queries are worth to a ranker: the same rows, each learned alone. */
const pointwise: Comparison = { ...ranker, parameters: { objective: 'regression' } };
const regressor: Comparison = { ...classifier, peer: 'HistGradientBoostingRegressor', repeats: 5 };
const logistic: Comparison = {
  engine: 'linear',
  parameters: {},
  peer: 'LogisticRegression',
  peerParameters: { max_iter: 1000 },
  repeats: 15,
  fitGoal: 0.7,
};
const ridge: Comparison = { ...logistic, peer: 'Ridge', peerParameters: { alpha: 1 } };

const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));
try {
  if (process.argv.includes('--smoke')) await smoke();
  else await everything();
} finally {
  rmSync(folder, { recursive: true });
}

async function smoke(): Promise<void> {
  await compare(friedman('binary', 4000, 4000, 1), { ...classifier, repeats: 2 }, folder, undefined);
  await compare(friedman('regression', 4000, 4000, 2), { ...ridge, repeats: 2 }, folder, undefined);
  await compare(friedman('multiclass', 4000, 4000, 3), { ...classes, repeats: 2 }, folder, undefined);
  await compare(lateDays(60, 60, 1), { ...ranker, repeats: 2 }, folder, undefined);
}

async function everything(): Promise<void> {
  const python = findPython();
  if (python === undefined) console.error('SKIPPED: the peers. Set AVAL_PYTHON to a Python that has them.');
  await compare(friedman('multiclass', 40_000, 10_000, 3), classes, folder, python);
  await compare(lateDays(400, 400, 1), ranker, folder, python);
  await compare({ ...lateDays(400, 400, 1), name: 'late-days-by-row' }, pointwise, folder, undefined);
  await compare(friedman('regression', 40_000, 10_000, 2), regressor, folder, python);
  await compare(friedman('regression', 40_000, 10_000, 2), ridge, folder, python);
  const file = process.env['AVAL_ADULT'];
  if (file === undefined) {
    console.error('SKIPPED: Adult. Set AVAL_ADULT to its Parquet file.');
    return;
  }
  const { codes, oneHot } = await readAdult(file);
  await compare(codes, classifier, folder, python);
  await compare(oneHot, logistic, folder, python);
  await compare(tiled(codes, 400_000), bigClassifier, folder, python);
}
