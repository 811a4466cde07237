import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/training/engine.ts';
import { bindModel } from '../../../src/engines/onnx/binding.ts';
import { inspectOnnx } from '../../../src/engines/onnx/inspect.ts';
import { logisticModel, type Value } from './onnx-writer.ts';

const float = (name: string, ...shape: (number | string)[]): Value => ({ name, type: 'float', shape });
const label: Value = { name: 'label', type: 'int64', shape: ['N'] };

function bind(inputs: readonly Value[], outputs: readonly Value[], task: Task = 'binary') {
  return bindModel(inspectOnnx(logisticModel([1], 0, { inputs, outputs })), task);
}

describe('bindModel', () => {
  it('takes one float input as the matrix of all columns', () => {
    expect(bind([float('x', 'N', 9)], [float('p', 'N', 1)])).toEqual({
      input: { kind: 'matrix', name: 'x', columns: 9 },
      output: 'p',
    });
  });

  it('takes several inputs as one column each', () => {
    const town: Value = { name: 'a:town', type: 'string', shape: ['N', 1] };
    const { input } = bind([float('a:age', 'N', 1), town], [float('p', 'N', 2)]);
    expect(input).toEqual({
      kind: 'columns',
      inputs: new Map([
        ['a:age', 'float32'],
        ['a:town', 'string'],
      ]),
    });
  });

  it('prefers the output named "probabilities" for a binary task', () => {
    const outputs = [label, float('margin', 'N', 1), float('probabilities', 'N', 2)];
    expect(bind([float('x', 'N', 2)], outputs).output).toBe('probabilities');
  });

  const x = [float('x', 'N', 2)];
  it.each<[string, readonly Value[], readonly Value[], Task, string]>([
    ['no input', [], [float('p', 'N', 1)], 'binary', 'has no input'],
    ['an integer input', [{ name: 'x', type: 'int64', shape: ['N', 2] }], [float('p', 'N', 1)], 'binary', 'shape'],
    ['an integer column', [{ name: 'x', type: 'int64', shape: ['N', 1] }], [float('p', 'N', 1)], 'binary', 'type 7'],
    ['an input of three dimensions', [float('x', 'N', 2, 2)], [float('p', 'N', 1)], 'binary', '3 dimensions'],
    ['labels only', x, [label], 'binary', 'no float output'],
    [
      'two outputs without a name that decides',
      x,
      [float('a', 'N', 1), float('b', 'N', 1)],
      'binary',
      '2 float outputs',
    ],
    [
      'two outputs for a number',
      x,
      [float('a', 'N', 1), float('probabilities', 'N', 1)],
      'regression',
      '2 float outputs',
    ],
    ['three classes', x, [float('probabilities', 'N', 3)], 'binary', 'shape [?, 3]'],
    ['probabilities for a number', x, [float('y', 'N', 2)], 'regression', 'shape [?, 2]'],
  ])('refuses %s', (_, inputs, outputs, task, words) => {
    expect(() => bind(inputs, outputs, task)).toThrow(words);
  });
});
