import type { Tensor } from '@tensorflow/tfjs-core';
import { mulberry32, shuffle } from './mulberry32.ts';
import { taskLoss, weightedLoss } from './task-loss.ts';
import type { TensorLibrary } from './tensor-library.ts';
import type { TrainingJob } from './training-messages.ts';

type Net = ReturnType<TensorLibrary['sequential']>;

/** What the weighted loss reads of the batch that is trained on. */
interface Batch {
  weight: Tensor;
}

/** Seed of layer `at`, so that adding a layer does not shift the others' first weights. */
const layerSeed = (seed: number, at: number) =>
  Math.floor(mulberry32(seed ^ Math.imul(at + 1, 0x9e3779b1))() * 2 ** 31);

/**
 * Trains the net with Adam, one pass over freshly shuffled rows an epoch; the last batch may be smaller. Returns kernel
 * and bias of each layer, one after another. Deterministic when `Math.random` (dropout) is seeded by the caller.
 */
export async function trainNet(
  tf: TensorLibrary,
  job: TrainingJob,
  onEpoch: (epoch: number, loss: number) => void,
): Promise<Float32Array> {
  const { parameters, targets } = job;
  const net = buildNet(tf, job);
  const batch: Batch = { weight: tf.ones([1]) };
  const loss = job.weight ? weightedLoss(tf, job, () => batch.weight) : taskLoss(job).loss;
  net.compile({ optimizer: tf.train.adam(parameters.learningRate), loss });
  const order = Uint32Array.from(targets, (_, row) => row);
  const random = mulberry32(layerSeed(job.seed, -2));
  for (let epoch = 1; epoch <= parameters.epochs; epoch++) {
    shuffle(order, random);
    let sum = 0;
    for (let from = 0; from < order.length; from += parameters.batchSize) {
      const rows = order.subarray(from, from + parameters.batchSize);
      if (job.weight) batch.weight = tf.tensor1d(Float32Array.from(rows, (row) => job.weight?.[row] ?? 0));
      sum += (await trainBatch(tf, net, job, rows)) * rows.length;
      if (job.weight) batch.weight.dispose();
    }
    onEpoch(epoch, sum / order.length);
  }
  return weightsOf(net);
}

function buildNet(tf: TensorLibrary, job: TrainingJob): Net {
  const { columns, parameters, seed } = job;
  const { units, activation } = taskLoss(job);
  const net = tf.sequential();
  net.add(tf.layers.inputLayer({ inputShape: [columns] }));
  const start = (at: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed: layerSeed(seed, at) }) });
  for (const [at, hidden] of parameters.layers.entries()) {
    net.add(tf.layers.dense({ units: hidden, activation: parameters.activation, ...start(at) }));
    // No seed here: a seeded Dropout layer of tfjs drops the same units in every batch.
    if (parameters.dropout > 0) net.add(tf.layers.dropout({ rate: parameters.dropout }));
  }
  net.add(tf.layers.dense({ units, activation, ...start(-1) }));
  return net;
}

async function trainBatch(tf: TensorLibrary, net: Net, job: TrainingJob, rows: Uint32Array): Promise<number> {
  const inputs = new Float32Array(rows.length * job.columns);
  rows.forEach((row, at) => {
    inputs.set(job.inputs.subarray(row * job.columns, (row + 1) * job.columns), at * job.columns);
  });
  const x = tf.tensor2d(inputs, [rows.length, job.columns]);
  const y = tf.tensor2d(targetsOf(job, rows), [rows.length, job.classes ?? 1]);
  const loss = await net.trainOnBatch(x, y);
  tf.dispose([x, y]);
  return Number(Array.isArray(loss) ? loss[0] : loss);
}

/** One number for each row; of several classes 1 for the row's own and 0 for the others. */
function targetsOf({ targets, classes }: TrainingJob, rows: Uint32Array): Float32Array {
  if (classes === undefined) return Float32Array.from(rows, (row) => targets[row] ?? 0);
  const values = new Float32Array(rows.length * classes);
  rows.forEach((row, at) => {
    values[at * classes + (targets[row] ?? 0)] = 1;
  });
  return values;
}

function weightsOf(net: Net): Float32Array {
  const parts = net.getWeights().map((tensor) => tensor.dataSync());
  const weights = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    weights.set(part, at);
    at += part.length;
  }
  return weights;
}
