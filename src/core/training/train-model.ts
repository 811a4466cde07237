import { AvalError } from '../errors.ts';
import { type CategoryColumn, type ModelFrame, parts, takeColumn, takeRows } from '../features/frame.ts';
import { personalFeatures } from '../features/personal-features.ts';
import { applyPreparation } from '../features/preparation/apply-preparation.ts';
import { defaultPreparation } from '../features/preparation/default-preparation.ts';
import { fitPreparation } from '../features/preparation/fit-preparation.ts';
import { profileFrame } from '../monitoring/profile/profile-frame.ts';
import { withoutPersonal } from '../monitoring/profile/published-profile.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import type { Package } from '../registry/package.ts';
import { buildPackage } from '../registry/package-build.ts';
import { packageSignature } from '../registry/package-signature.ts';
import type { Engine, Progress } from './engine.ts';
import { trainingWeights } from './row-weights.ts';

/**
 * Trains one model on the training part of its frame and packs the result. Dev and holdout rows are never handed on: neither
 * to the preparation, nor to the engine, nor to the reference profile. The same inputs give the same package bytes.
 */
export async function trainModel(
  resolved: ResolvedModel,
  rows: ModelFrame,
  engine: Engine,
  progress: Progress,
  signal: AbortSignal,
): Promise<Package> {
  const index = trainingRows(resolved.model.name, rows);
  const raw = takeRows(rows.frame, index);
  const { train, prepare } = resolved.model;
  const { task, label } = resolved.gates.problem;
  const weight = trainingWeights(resolved, rows, index);
  const preparation = fitPreparation(prepare ?? defaultPreparation(train.engine), raw);
  const modelFiles = await engine.train(
    {
      task,
      frame: applyPreparation(preparation, raw),
      label: Float64Array.from(index, (row) => rows.label[row] ?? Number.NaN),
      keys: Array.from(index, (row) => rows.keys[row] ?? ''),
      ...(label.classes && { classes: label.classes.map(String) }),
      ...(weight && { weight }),
      ...(rows.query && { query: takeColumn(rows.query, index) as CategoryColumn }), // takeColumn keeps the type
    },
    train,
    progress,
    signal,
  );
  return buildPackage({
    resolved,
    modelFiles,
    preparation,
    profile: withoutPersonal(profileFrame(raw, train.seed), personalFeatures(resolved)),
    signature: packageSignature(preparation, task),
    rows: index.length,
  });
}

/** Rows of the training part that have a label and don't weigh 0. Throws `config` where there are none. */
export function trainingRows(model: string, rows: ModelFrame): Uint32Array {
  const train = parts.indexOf('train');
  const kept: number[] = [];
  for (let row = 0; row < rows.frame.rows; row++) {
    if (rows.part[row] === train && !Number.isNaN(rows.label[row]) && rows.weight?.[row] !== 0) kept.push(row);
  }
  if (kept.length > 0) return Uint32Array.from(kept);
  throw new AvalError('config', {
    rule: 'train.rows',
    message: `${model}: no labelled row is left to train on`,
    hint: 'Look at data.dev and data.holdout in gates.yaml, at the label column and at data.weight.',
  });
}
