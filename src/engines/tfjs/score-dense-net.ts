import { softmaxRows } from '../../core/training/softmax.ts';
import { layerShapes, type Topology } from './dense-net.ts';
import type { DenseNet } from './model-files.ts';

/** Rows that go through the net together, so that a layer's weights stay in the processor's cache. */
const blockRows = 64;

/** Scores of `rows` rows, of several classes one for each class, whose inputs are given column by column. Sums are float64; plain arithmetic, no library. */
export function scoreDenseNet(net: DenseNet, columns: readonly Float64Array[], rows: number): Float64Array {
  const { topology, weights } = net;
  const shapes = layerShapes(topology);
  const widest = Math.max(...shapes.map(({ inputs, units }) => Math.max(inputs, units)));
  let from = new Float64Array(blockRows * widest);
  let to = new Float64Array(blockRows * widest);
  const width = topology.classes ?? 1;
  const scores = new Float64Array(rows * width);
  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    fillBlock(from, columns, start, count);
    let offset = 0;
    for (const [at, { inputs, units }] of shapes.entries()) {
      const kernel = weights.subarray(offset, offset + inputs * units);
      const bias = weights.subarray(offset + inputs * units, offset + (inputs + 1) * units);
      dense(from, to, count, kernel, bias);
      if (at < shapes.length - 1) activate(to.subarray(0, count * units), topology.activation);
      [from, to] = [to, from];
      offset += (inputs + 1) * units;
    }
    scores.set(from.subarray(0, count * width), start * width);
  }
  toAnswers(scores, topology);
  return scores;
}

function fillBlock(block: Float64Array, columns: readonly Float64Array[], start: number, count: number): void {
  const width = columns.length;
  for (let at = 0; at < width; at++) {
    const values = columns[at] ?? new Float64Array(0);
    for (let row = 0; row < count; row++) block[row * width + at] = Math.fround(values[start + row] ?? 0);
  }
}

/** to = from × kernel + bias; zeros, which one-hot columns are full of, cost nothing. */
function dense(from: Float64Array, to: Float64Array, rows: number, kernel: Float32Array, bias: Float32Array): void {
  const units = bias.length;
  const inputs = kernel.length / units;
  for (let row = 0; row < rows; row++) {
    const out = row * units;
    for (let unit = 0; unit < units; unit++) to[out + unit] = bias[unit] as number; // unit < bias.length
    for (let input = 0; input < inputs; input++) {
      const value = from[row * inputs + input] as number; // the block holds rows × inputs numbers
      if (value === 0) continue;
      const at = input * units;
      for (let unit = 0; unit < units; unit++)
        to[out + unit] = (to[out + unit] as number) + value * (kernel[at + unit] as number);
    }
  }
}

function activate(values: Float64Array, activation: Topology['activation']): void {
  const apply = activations[activation];
  for (let at = 0; at < values.length; at++) values[at] = apply(values[at] ?? 0);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const activations = { relu: (x: number) => Math.max(0, x), tanh: Math.tanh, sigmoid } as const;

/** What the output layer gives, in place, as what the model answers. */
function toAnswers(scores: Float64Array, { classes, target }: Topology): void {
  if (classes !== undefined) softmaxRows(scores, classes);
  else
    for (let row = 0; row < scores.length; row++) {
      const raw = scores[row] ?? 0;
      scores[row] = target === undefined ? sigmoid(raw) : target.mean + target.scale * raw;
    }
}
