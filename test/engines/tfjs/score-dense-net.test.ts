import { describe, expect, it } from 'vitest';
import { type Topology, weightCount } from '../../../src/engines/tfjs/dense-net.ts';
import { mulberry32 } from '../../../src/engines/tfjs/mulberry32.ts';
import { scoreDenseNet } from '../../../src/engines/tfjs/score-dense-net.ts';
import { wasmLibrary } from '../../../src/engines/tfjs/tensor-library.ts';

describe('scoreDenseNet', () => {
  it('computes a net by hand', () => {
    const topology: Topology = {
      format: 'aval/dense-net/v1',
      task: 'regression',
      columns: ['x'],
      activation: 'relu',
      layers: [2],
      target: { mean: 10, scale: 2 },
    };
    // relu([1, -1] x + [0, 1]) · [3, 4] + 0.5
    const weights = Float32Array.of(1, -1, 0, 1, 3, 4, 0.5);
    expect([...scoreDenseNet({ topology, weights }, [Float64Array.of(2, -1)], 2)]).toEqual([
      10 + 2 * (3 * 2 + 0.5),
      10 + 2 * (4 * 2 + 0.5),
    ]);
  });

  it.each(['relu', 'tanh', 'sigmoid'] as const)('agrees with tfjs on a net of two layers (%s)', async (activation) => {
    const library = await wasmLibrary();
    const topology: Topology = {
      format: 'aval/dense-net/v1',
      task: 'binary',
      columns: Array.from({ length: 9 }, (_, at) => `c${at}`),
      activation,
      layers: [16, 5],
    };
    const random = mulberry32(3);
    const weights = Float32Array.from({ length: weightCount(topology) }, () => random() - 0.5);
    const rows = 200; // more than one block, and a smaller last one
    const columns = topology.columns.map(() => Float64Array.from({ length: rows }, () => random() * 4 - 2));
    const net = library.sequential();
    net.add(library.layers.inputLayer({ inputShape: [9] }));
    for (const units of topology.layers) net.add(library.layers.dense({ units, activation }));
    net.add(library.layers.dense({ units: 1, activation: 'sigmoid' }));
    let at = 0;
    net.setWeights(
      net.getWeights().map(({ shape, size }) => {
        at += size;
        return library.tensor(weights.slice(at - size, at), shape);
      }),
    );
    const inputs = Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? 0));
    const output = net.predict(library.tensor2d(inputs));
    const expected = Array.isArray(output) ? undefined : output.dataSync();
    const scores = scoreDenseNet({ topology, weights }, columns, rows);
    expect(expected).toHaveLength(rows);
    scores.forEach((score, row) => {
      expect(score).toBeCloseTo(expected?.[row] ?? -1, 5);
    });
  });
});
