import { expect, it } from 'vitest';
import { type Topology, weightCount } from '../../../src/engines/tfjs/dense-net.ts';
import { denseNetGradients } from '../../../src/engines/tfjs/dense-net-gradients.ts';
import { mulberry32 } from '../../../src/engines/tfjs/mulberry32.ts';
import { scoreDenseNet } from '../../../src/engines/tfjs/score-dense-net.ts';

const width = 5;

it.each([
  { activation: 'relu', task: 'binary', layers: [7, 4] },
  { activation: 'tanh', task: 'multiclass', layers: [6], classes: 3 },
  { activation: 'sigmoid', task: 'regression', layers: [8, 3], target: { mean: 3, scale: 50 } },
  { activation: 'relu', task: 'binary', layers: [] },
] as const)('slopes of a $task net of $layers with $activation are what small moves give', (shape) => {
  const topology: Topology = {
    format: 'aval/dense-net/v1',
    ...shape,
    layers: [...shape.layers],
    columns: Array.from({ length: width }, (_, at) => `c${at}`),
  };
  const random = mulberry32(5);
  const weights = Float32Array.from({ length: weightCount(topology) }, () => random() - 0.5);
  const net = { topology, weights };
  const rows = 70; // more than one block of scoring
  // Multiples of 1/256, and moves of 1/4096, are the same in single precision, as which inputs are read.
  const columns = topology.columns.map(() =>
    Float64Array.from({ length: rows }, () => Math.round((random() * 4 - 2) * 256) / 256),
  );
  const h = 1 / 4096;
  const { answers, slopes } = denseNetGradients(net, columns, rows);
  expect([...answers]).toEqual([...scoreDenseNet(net, columns, rows)]);
  const outputs = topology.classes ?? 1;
  const scale = 'target' in shape ? shape.target.scale : 1;
  let off = 0;
  for (let column = 0; column < width; column++) {
    const moved = (by: number) =>
      scoreDenseNet(
        net,
        columns.map((values, at) => (at === column ? values.map((value) => value + by) : values)),
        rows,
      );
    const [up, down] = [moved(h), moved(-h)];
    for (let at = 0; at < rows * outputs; at++) {
      const expected = ((up[at] ?? 0) - (down[at] ?? 0)) / (2 * h);
      if (Math.abs((slopes[at * width + column] ?? Number.NaN) - expected) > 1e-6 * scale) off += 1;
    }
  }
  // A relu may bend within the move.
  expect(off / (rows * outputs * width)).toBeLessThan(shape.activation === 'relu' ? 0.02 : 1e-9);
});
