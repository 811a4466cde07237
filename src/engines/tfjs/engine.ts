import type { Train } from '../../core/definitions/schema/model.ts';
import { AvalError } from '../../core/errors.ts';
import type { Frame } from '../../core/features/frame.ts';
import { checkLabels } from '../../core/training/check-labels.ts';
import type { Engine, TrainingData } from '../../core/training/engine.ts';
import { unequalWeights } from '../../core/training/unequal-weights.ts';
import { greatestWeights, hasTarget, type Topology, weightCount } from './dense-net.ts';
import { denseNetGradients } from './dense-net-gradients.ts';
import { type DenseNet, denseNetFiles, readDenseNet } from './model-files.ts';
import { numberColumns } from './number-columns.ts';
import { scoreDenseNet } from './score-dense-net.ts';
import { trainInThread } from './training-thread.ts';

export type TfjsTrain = Extract<Train, { engine: 'tfjs' }>;

/**
 * The Engine that trains a dense net with TensorFlow.js. `auto` and `wasm` give the same bytes on the same kind of
 * processor; `node` has bytes of its own. What it writes is numbers, and scoring is plain arithmetic on them.
 */
export const tfjsEngine: Engine<TfjsTrain> = {
  name: 'tfjs',
  revision: 1,
  async train(data, train, progress, signal) {
    signal.throwIfAborted();
    const columns = numberColumns(data.frame);
    checkLabels(data);
    const weight = unequalWeights(data);
    const topology = topologyOf(data, [...columns.keys()], train);
    const { epochs } = train.parameters;
    const weights = await trainInThread(
      {
        task: data.task,
        inputs: rowMajor([...columns.values()], data.label.length),
        targets: scaledTargets(data.label, topology),
        ...(topology.classes !== undefined && { classes: topology.classes }),
        ...(weight && { weight: meanOne(weight) }),
        columns: columns.size,
        parameters: train.parameters,
        seed: train.seed,
      },
      (epoch, loss) => progress('epochs', epoch, epochs, `loss ${loss.toPrecision(4)}`),
      signal,
    );
    if (!weights.every(Number.isFinite)) throw diverged();
    return denseNetFiles({ topology, weights });
  },
  async load(files, task, classes) {
    const net = readDenseNet(files, task, classes?.length);
    return {
      score: async (frame) => scoreDenseNet(net, inputsOf(frame, net), frame.rows),
      gradients: async (frame) => denseNetGradients(net, inputsOf(frame, net), frame.rows),
    };
  },
};

function topologyOf(data: TrainingData, columns: string[], { parameters }: TfjsTrain): Topology {
  const { layers, activation } = parameters;
  const topology: Topology = {
    format: 'aval/dense-net/v1',
    task: data.task,
    columns,
    activation,
    layers,
    ...(data.task === 'multiclass' && { classes: data.classes?.length }),
    ...(hasTarget(data.task) && { target: targetScale(data.label) }),
  };
  if (weightCount(topology) <= greatestWeights) return topology;
  throw new AvalError('config', {
    rule: 'tfjs.size',
    message: `${columns.length} columns and the layers [${layers.join(', ')}] make ${weightCount(topology)} weights`,
    hint: `At most ${greatestWeights}: use smaller layers.`,
  });
}

/** Mean and standard deviation of the target; the scale of a constant target is 1. */
function targetScale(label: Float64Array): { mean: number; scale: number } {
  const mean = label.reduce((sum, value) => sum + value, 0) / label.length;
  const variance = label.reduce((sum, value) => sum + (value - mean) ** 2, 0) / label.length;
  return { mean, scale: Math.sqrt(variance) || 1 };
}

function scaledTargets(label: Float64Array, { target }: Topology): Float32Array {
  return Float32Array.from(label, (value) => (target === undefined ? value : (value - target.mean) / target.scale));
}

/** Weights with a mean of 1: the learning rate keeps its meaning. */
function meanOne(weight: Float64Array): Float32Array {
  const mean = weight.reduce((sum, value) => sum + value, 0) / weight.length;
  return Float32Array.from(weight, (value) => value / mean);
}

function rowMajor(columns: readonly Float64Array[], rows: number): Float32Array {
  const values = new Float32Array(rows * columns.length);
  for (const [at, column] of columns.entries())
    for (let row = 0; row < rows; row++) values[row * columns.length + at] = column[row] ?? 0;
  return values;
}

/** The net's columns, by name. */
function inputsOf(frame: Frame, net: DenseNet): Float64Array[] {
  const columns = numberColumns(frame);
  return net.topology.columns.map((name) => {
    const values = columns.get(name);
    if (values !== undefined) return values;
    throw new AvalError('evidence', {
      rule: 'tfjs.columns',
      message: `the model takes a column "${name}", which the data do not have`,
      hint: 'Data must be prepared with the prepare.json of the same package.',
    });
  });
}

function diverged(): AvalError {
  return new AvalError('config', {
    rule: 'tfjs.diverged',
    message: 'training diverged: the weights are no longer finite',
    hint: 'Lower train.parameters.learningRate, or standardise the columns.',
  });
}
