import { describe, expect, it } from 'vitest';
import type { AvalError } from '../../../src/core/errors.ts';
import type { Column, Frame } from '../../../src/core/features/frame.ts';
import { loadOnnx } from '../../../src/engines/onnx/score.ts';
import { logisticModel, type ModelParts, onnxModel } from './onnx-writer.ts';

function frameOf(columns: Record<string, Column>, rows: number): Frame {
  return { rows, columns: new Map(Object.entries(columns)) };
}
const numbers = (...values: number[]): Column => ({ type: 'number', values: Float64Array.from(values) });
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const faultOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: AvalError) => error.faults[0],
  );
const out = (name: string, width: number) => ({ name, type: 'float', shape: ['N', width] }) as const;

describe('loadOnnx', () => {
  it('scores a matrix of columns in order, over several batches', async () => {
    const rows = 10_000;
    const a = Float64Array.from({ length: rows }, (_, row) => (row % 100) / 50 - 1);
    const b = Float64Array.from({ length: rows }, (_, row) => (row % 77) / 40 - 1);
    const scorer = await loadOnnx(logisticModel([1.5, -2], 0.25), 'binary');
    const scores = await scorer.score(
      frameOf({ 'v:a': { type: 'number', values: a }, 'v:b': { type: 'number', values: b } }, rows),
    );
    expect(scores).toHaveLength(rows);
    for (const row of [0, 1, 4095, 4096, 8192, 9999]) {
      expect(scores[row]).toBeCloseTo(sigmoid(1.5 * (a[row] ?? 0) - 2 * (b[row] ?? 0) + 0.25), 6);
    }
  });

  it('feeds one input per column by name, categories as strings, and takes the second probability', async () => {
    // 1 where the town is Porto, times x: Equal → Cast → Mul → Sigmoid, beside its complement.
    const model = onnxModel({
      nodes: [
        {
          operator: 'LabelEncoder',
          domain: 'ai.onnx.ml',
          inputs: ['v:town'],
          outputs: ['is'],
          attributes: { default_float: 0 },
        },
        { operator: 'Mul', inputs: ['is', 'v:x'], outputs: ['product'] },
      ],
      inputs: [
        { name: 'v:x', type: 'float', shape: ['N', 1] },
        { name: 'v:town', type: 'string', shape: ['N', 1] },
      ],
      outputs: [out('product', 1)],
      opsets: { '': 17, 'ai.onnx.ml': 2 },
    });
    expect((await faultOf(loadOnnx(model, 'binary')))?.rule).toBe('onnx.runtime'); // LabelEncoder without its table
    const scorer = await loadOnnx(twoColumns(), 'binary');
    const town: Column = { type: 'category', codes: Int32Array.of(0, 1, -1), levels: ['Faro', 'Porto'] };
    const scores = await scorer.score(frameOf({ 'v:town': town, 'v:x': numbers(0.25, 0.5, 0.125) }, 3));
    expect([...scores]).toEqual([0.25, 0.5, 0.125]);
  });

  /** Probabilities [1 - x, x]; the string input goes in and is not used. */
  function twoColumns(): Uint8Array {
    return onnxModel({
      nodes: [
        { operator: 'Sub', inputs: ['one', 'v:x'], outputs: ['rest'] },
        { operator: 'Concat', inputs: ['rest', 'v:x'], outputs: ['probabilities'], attributes: { axis: 1 } },
        { operator: 'Identity', inputs: ['v:town'], outputs: ['town'] },
      ],
      inputs: [
        { name: 'v:x', type: 'float', shape: ['N', 1] },
        { name: 'v:town', type: 'string', shape: ['N', 1] },
      ],
      outputs: [out('probabilities', 2), { name: 'town', type: 'string', shape: ['N', 1] }],
      initializers: [{ name: 'one', dims: [1], floats: [1] }],
    });
  }

  const linear: Partial<ModelParts> = {
    nodes: [{ operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['y'] }],
    outputs: [out('y', 1)],
  };

  it('returns any finite value for regression', async () => {
    const scorer = await loadOnnx(logisticModel([10], 5, linear), 'regression');
    expect([...(await scorer.score(frameOf({ 'v:a': numbers(-3, 0, 7) }, 3)))]).toEqual([-25, 5, 75]);
  });

  /** One number for each of three classes, from x · [1, 0, -1]; a Softmax unless `raw`. */
  function threeClasses(raw = false): Uint8Array {
    const gemm = { operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: [raw ? 'probabilities' : 'logits'] };
    const softmax = { operator: 'Softmax', inputs: ['logits'], outputs: ['probabilities'], attributes: { axis: 1 } };
    return logisticModel([1], 0, {
      nodes: raw ? [gemm] : [gemm, softmax],
      outputs: [out('probabilities', 3)],
      initializers: [
        { name: 'w', dims: [1, 3], floats: [1, 0, -1] },
        { name: 'b', dims: [3], floats: [0, 0, 0] },
      ],
    });
  }
  const abc = { classes: ['a', 'b', 'c'] };

  it('returns the probabilities of several classes row by row, which add up to 1, over several batches', async () => {
    const rows = 5000;
    const x = Float64Array.from({ length: rows }, (_, row) => (row % 100) / 50 - 1);
    const scorer = await loadOnnx(threeClasses(), 'multiclass', abc);
    const scores = await scorer.score(frameOf({ 'v:a': { type: 'number', values: x } }, rows));
    expect(scores).toHaveLength(3 * rows);
    for (const row of [0, 1, 4095, 4096, 4999]) {
      const own = [...scores.subarray(3 * row, 3 * row + 3)];
      const powers = [x[row] ?? 0, 0, -(x[row] ?? 0)].map(Math.exp);
      const sum = powers.reduce((total, power) => total + power, 0);
      for (const [k, p] of own.entries()) expect(p).toBeCloseTo((powers[k] ?? 0) / sum, 6);
      expect(own.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 14);
    }
  });

  it('refuses what adds up to something else than 1, and other classes than there are', async () => {
    const raw = await loadOnnx(threeClasses(true), 'multiclass', abc);
    expect((await faultOf(raw.score(frameOf({ 'v:a': numbers(0) }, 1))))?.message).toContain('add up to 0');
    const four = { classes: ['a', 'b', 'c', 'd'] };
    expect(await faultOf(loadOnnx(threeClasses(), 'multiclass', four))).toMatchObject({ rule: 'onnx.outputs' });
  });

  it('refuses a logit where a probability is due, and a score that is not finite', async () => {
    const logit = await loadOnnx(logisticModel([10], 5, linear), 'binary');
    expect(await faultOf(logit.score(frameOf({ 'v:a': numbers(7) }, 1)))).toMatchObject({ rule: 'onnx.scores' });
    expect((await faultOf(logit.score(frameOf({ 'v:a': numbers(Number.NaN) }, 1))))?.message).toContain('NaN');
  });

  it('names the column that does not fit', async () => {
    const scorer = await loadOnnx(logisticModel([1, 2], 0), 'binary');
    expect((await faultOf(scorer.score(frameOf({ 'v:a': numbers(1) }, 1))))?.message).toBe(
      'the ONNX model takes 2 columns, the frame has 1',
    );
    const town: Column = { type: 'category', codes: Int32Array.of(0), levels: ['Faro'] };
    const mixed = frameOf({ 'v:a': numbers(1), 'v:town': town }, 1);
    expect((await faultOf(scorer.score(mixed)))?.message).toContain('column "v:town" is a category');
  });

  it('refuses an operator that ONNX does not have', async () => {
    const nodes = [{ operator: 'Frobnicate', inputs: ['x'], outputs: ['probabilities'] }];
    expect(await faultOf(loadOnnx(logisticModel([1], 0, { nodes }), 'binary'))).toMatchObject({ rule: 'onnx.runtime' });
  });

  it('stops a model that wants too much memory and one that does not end', async () => {
    const huge = onnxModel({
      nodes: [
        { operator: 'ConstantOfShape', inputs: ['s'], outputs: ['c'] },
        { operator: 'ReduceMax', inputs: ['c'], outputs: ['r'], attributes: { keepdims: 0 } },
        { operator: 'Add', inputs: ['x', 'r'], outputs: ['probabilities'] },
      ],
      initializers: [{ name: 's', dims: [1], integers: [400_000_000] }],
      inputs: [out('x', 1)],
      outputs: [out('probabilities', 1)],
    });
    const one = frameOf({ x: numbers(1) }, 1);
    const small = { memoryLimit: 256 * 1024 * 1024 };
    const scored = loadOnnx(huge, 'binary', small).then((scorer) => scorer.score(one));
    expect(await faultOf(scored)).toMatchObject({ rule: 'onnx.memoryLimit' });

    const scorer = await loadOnnx(endless(), 'binary', { timeLimit: 1500 });
    expect(await faultOf(scorer.score(one))).toMatchObject({ rule: 'onnx.timeLimit' });
  }, 10_000);

  /** A Loop of 2^40 steps that adds nothing to x. */
  function endless(): Uint8Array {
    const body = {
      nodes: [
        { operator: 'Identity', inputs: ['condition'], outputs: ['again'] },
        { operator: 'Abs', inputs: ['state'], outputs: ['next'] },
      ],
      inputs: [
        { name: 'step', type: 'int64', shape: [] },
        { name: 'condition', type: 'bool', shape: [] },
        out('state', 1),
      ],
      outputs: [{ name: 'again', type: 'bool', shape: [] }, out('next', 1)],
    } as const;
    return onnxModel({
      nodes: [
        { operator: 'Loop', inputs: ['n', '', 'x'], outputs: ['probabilities'], attributes: { body: { graph: body } } },
      ],
      initializers: [{ name: 'n', dims: [], integers: [2 ** 40] }],
      inputs: [out('x', 1)],
      outputs: [out('probabilities', 1)],
    });
  }

  it('starts again after its process has ended', async () => {
    const scorer = await loadOnnx(logisticModel([1], 0), 'binary', { idleLimit: 50 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([...(await scorer.score(frameOf({ 'v:a': numbers(0) }, 1)))]).toEqual([0.5]);
  });
});
