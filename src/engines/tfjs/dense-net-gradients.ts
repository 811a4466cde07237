import type { Gradients } from '../../core/training/engine.ts';
import { layerShapes, type Topology } from './dense-net.ts';
import type { DenseNet } from './model-files.ts';
import { scoreDenseNet } from './score-dense-net.ts';

/** Answers of `rows` rows, and the slope of each by each column: backpropagation in float64, plain arithmetic like scoring. A relu at 0 has the slope 0. */
export function denseNetGradients(net: DenseNet, columns: readonly Float64Array[], rows: number): Gradients {
  const outputs = net.topology.classes ?? 1;
  const width = columns.length;
  const answers = scoreDenseNet(net, columns, rows);
  const layers = layersOf(net);
  const slopes = new Float64Array(rows * outputs * width);
  for (let row = 0; row < rows; row++) {
    const inputs = Float64Array.from(columns, (values) => Math.fround(values[row] as number));
    const hidden = hiddenOf(layers, inputs, net.topology.activation);
    const own = answers.subarray(row * outputs, (row + 1) * outputs);
    for (let output = 0; output < outputs; output++) {
      const found = backwards(layers, hidden, answerSlope(net.topology, own, output), net.topology.activation);
      slopes.set(found, (row * outputs + output) * width);
    }
  }
  return { answers, columns: net.topology.columns, slopes };
}

interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

function layersOf({ topology, weights }: DenseNet): readonly Layer[] {
  let from = 0;
  return layerShapes(topology).map(({ inputs, units }) => {
    const kernel = weights.subarray(from, from + inputs * units);
    const bias = weights.subarray(from + inputs * units, from + (inputs + 1) * units);
    from += (inputs + 1) * units;
    return { inputs, units, kernel, bias };
  });
}

/** What each hidden layer gives for one row. */
function hiddenOf(layers: readonly Layer[], inputs: Float64Array, activation: Topology['activation']): Float64Array[] {
  const found: Float64Array[] = [];
  let from = inputs;
  for (const { units, kernel, bias } of layers.slice(0, -1)) {
    const to = Float64Array.from(bias);
    for (const [input, value] of from.entries())
      for (let unit = 0; unit < units; unit++) (to[unit] as number) += value * (kernel[input * units + unit] as number);
    from = to.map(activations[activation].value);
    found.push(from);
  }
  return found;
}

/** Slope of the answer of an output by what the last layer gives. */
function answerSlope({ classes, target }: Topology, answers: Float64Array, output: number): Float64Array {
  const own = answers[output] as number; // one for each output
  if (classes !== undefined) return answers.map((other, k) => own * ((k === output ? 1 : 0) - other));
  return Float64Array.of(target === undefined ? own * (1 - own) : target.scale);
}

/** From the slope by the last layer's outputs to that by the net's inputs. */
function backwards(
  layers: readonly Layer[],
  hidden: readonly Float64Array[],
  slope: Float64Array,
  activation: Topology['activation'],
): Float64Array {
  let current = slope;
  for (let at = layers.length - 1; at >= 0; at--) {
    const { inputs, units, kernel } = layers[at] as Layer; // at < layers.length
    const given = hidden[at - 1];
    const before = new Float64Array(inputs);
    for (let input = 0; input < inputs; input++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++)
        sum += (current[unit] as number) * (kernel[input * units + unit] as number);
      before[input] = given === undefined ? sum : sum * activations[activation].slope(given[input] as number);
    }
    current = before;
  }
  return current;
}

/** Each with its slope, told from what it gave. */
const activations = {
  relu: { value: (x: number) => Math.max(0, x), slope: (given: number) => (given > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (given: number) => 1 - given * given },
  sigmoid: { value: (x: number) => 1 / (1 + Math.exp(-x)), slope: (given: number) => given * (1 - given) },
} as const;
