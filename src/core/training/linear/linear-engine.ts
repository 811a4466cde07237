import type { Train } from '../../definitions/schema/model.ts';
import { checkLabels } from '../check-labels.ts';
import type { Engine, Progress, TrainingData } from '../engine.ts';
import { designMatrix } from './design-matrix.ts';
import { fitLogistic, type Step } from './fit-logistic.ts';
import { fitRidge } from './fit-ridge.ts';
import { fitSoftmax } from './fit-softmax.ts';
import { type LinearModel, linearModel, softmaxModel } from './linear-model.ts';
import { readLinearModel, writeLinearModel } from './model-file.ts';
import { scoreFrame } from './score-frame.ts';

type LinearTrain = Extract<Train, { engine: 'linear' }>;

const stage = 'train linear';

/** Logistic regression of two or more classes and ridge regression, with an unpenalised intercept, our own. It draws no random numbers: `seed` changes nothing. */
export const linearEngine: Engine<LinearTrain> = {
  name: 'linear',
  revision: 1,
  async train(data, train, progress, signal) {
    checkLabels(data);
    return writeLinearModel(await fitModel(data, train, progress, signal));
  },
  async load(files, task, classes) {
    const model = readLinearModel(files, task, classes?.length);
    return { score: async (frame) => scoreFrame(model, frame) };
  },
};

async function fitModel(
  { task, frame, label, classes, weight }: TrainingData,
  { parameters }: LinearTrain,
  progress: Progress,
  signal: AbortSignal,
): Promise<LinearModel> {
  const matrix = designMatrix(frame);
  const rows = { label, weight: weight ?? new Float64Array(label.length).fill(1) };
  const step: Step = async (done, note) => {
    progress(stage, note ? parameters.iterations : done, parameters.iterations, note);
    await new Promise((resolve) => setImmediate(resolve)); // lets an abort come through
    signal.throwIfAborted();
  };
  switch (task) {
    case 'binary':
      return linearModel(task, matrix, await fitLogistic(matrix, rows, parameters, step));
    case 'multiclass': {
      const count = classes?.length ?? 0; // as checked: every label is one of them
      return softmaxModel(matrix, await fitSoftmax(matrix, rows, count, parameters, step), count);
    }
    case 'regression':
    case 'ranking': {
      const weights = fitRidge(matrix, rows, parameters.l2);
      progress(stage, 1, 1);
      return linearModel(task, matrix, weights);
    }
  }
}
