import type { Train } from '../../definitions/schema/model.ts';
import { checkLabels } from '../check-labels.ts';
import type { Engine, Progress, TrainingData } from '../engine.ts';
import { boost } from './boost.ts';
import type { GbdtModel } from './gbdt-model.ts';
import { readGbdtModel, writeGbdtModel } from './model-file.ts';
import { frameScorer } from './score-frame.ts';
import { setAside } from './set-aside.ts';

type GbdtTrain = Extract<Train, { engine: 'gbdt' }>;

/** Histogram gradient boosting, our own: binary log loss and squared loss, missing values, category splits. */
export const gbdtEngine: Engine<GbdtTrain> = {
  name: 'gbdt',
  revision: 1,
  async train(data, train, progress, signal) {
    return writeGbdtModel(await fitModel(data, train, progress, signal));
  },
  async load(files, task) {
    const score = frameScorer(readGbdtModel(files, task));
    return { score: async (frame) => score(frame) };
  },
};

async function fitModel(
  data: TrainingData,
  { parameters, seed }: GbdtTrain,
  progress: Progress,
  signal: AbortSignal,
): Promise<GbdtModel> {
  checkLabels(data);
  const early = parameters.earlyStopping;
  if (!early) return boost(data, parameters, seed, { progress, signal });
  const { learn, watch } = setAside(data, early.share, seed);
  if (watch.label.length === 0) return boost(data, parameters, seed, { progress, signal });
  checkLabels(learn);
  return boost(learn, parameters, seed, { progress, signal, stopping: { rows: watch, rounds: early.rounds } });
}
