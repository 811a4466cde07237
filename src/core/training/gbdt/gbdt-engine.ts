import type { Train } from '../../definitions/schema/model.ts';
import { AvalError } from '../../errors.ts';
import { checkLabels } from '../check-labels.ts';
import type { Engine, Progress, TrainingData } from '../engine.ts';
import { boost } from './boost.ts';
import type { GbdtModel } from './gbdt-model.ts';
import { mostTrees, readGbdtModel, writeGbdtModel } from './model-file.ts';
import { frameScorer } from './score-frame.ts';
import { setAside } from './set-aside.ts';

type GbdtTrain = Extract<Train, { engine: 'gbdt' }>;

/** Histogram gradient boosting, our own: log loss of two or more classes, squared loss and LambdaMART, row weights, missing values, category splits. */
export const gbdtEngine: Engine<GbdtTrain> = {
  name: 'gbdt',
  revision: 1,
  async train(data, train, progress, signal) {
    return writeGbdtModel(await fitModel(data, train, progress, signal));
  },
  async load(files, task, classes) {
    const score = frameScorer(readGbdtModel(files, task, classes?.length));
    return { score: async (frame) => score(frame) };
  },
};

async function fitModel(
  given: TrainingData,
  { parameters, seed }: GbdtTrain,
  progress: Progress,
  signal: AbortSignal,
): Promise<GbdtModel> {
  const data = parameters.objective === 'regression' ? pointwise(given) : given;
  checkLabels(data);
  checkSize(parameters.trees, data.classes?.length ?? 1);
  const early = parameters.earlyStopping;
  if (!early) return boost(data, parameters, seed, { progress, signal });
  const { learn, watch } = setAside(data, early.share, seed);
  if (watch.label.length === 0) return boost(data, parameters, seed, { progress, signal });
  checkLabels(learn);
  return boost(learn, parameters, seed, { progress, signal, stopping: { rows: watch, rounds: early.rounds } });
}

/** The rows of a ranking without their queries: each is learned alone. */
function pointwise({ query: _, ...data }: TrainingData): TrainingData {
  return data;
}

function checkSize(rounds: number, classes: number): void {
  if (rounds * classes <= mostTrees) return;
  throw new AvalError('config', {
    rule: 'gbdt.trees',
    message: `${rounds} trees for each of ${classes} classes are ${rounds * classes}, at most ${mostTrees}`,
    hint: 'Lower train.parameters.trees: of several classes each has so many.',
  });
}
