import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/training/engine.ts';
import { bindModel } from '../../../src/engines/onnx/binding.ts';
import { inspectOnnx } from '../../../src/engines/onnx/inspect.ts';
import { type Attribute, logisticModel, type Value } from './onnx-writer.ts';

const float = (name: string, ...shape: (number | string)[]): Value => ({ name, type: 'float', shape });
const label: Value = { name: 'label', type: 'int64', shape: ['N'] };

function bind(inputs: readonly Value[], outputs: readonly Value[], task: Task = 'binary') {
  const classes = task === 'multiclass' ? ['a', 'b', 'c'] : undefined;
  return bindModel(inspectOnnx(logisticModel([1], 0, { inputs, outputs })), task, classes);
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

  it('prefers the output named "probabilities" for several classes, and takes one that leaves their number open', () => {
    const outputs = [label, float('margin', 'N', 3), float('probabilities', 'N', 'C')];
    expect(bind([float('x', 'N', 2)], outputs, 'multiclass').output).toBe('probabilities');
  });

  it.each<[string, Attribute, string | undefined]>([
    ['places', { integers: [0, 1, 2] }, undefined],
    ['packed places', { integers: [0, 1, 2], packed: true }, undefined],
    ['names in order', { strings: ['a', 'b', 'c'] }, undefined],
    ['labels of a part of two classes', { integers: [0, 1] }, undefined],
    ['names in another order', { strings: ['a', 'c', 'b'] }, '"a", "c", "b"'],
    ['packed places in another order', { integers: [1, 0, 2], packed: true }, '"1", "0", "2"'],
    ['places from 1', { integers: [1, 2, 3] }, '"1", "2", "3"'],
    ['other names', { strings: ['a', 'b', 'd\u001b[31m'] }, 'in this order; the definition lists "a", "b", "c"'],
  ])('holds the labels that a classifier names against the classes: %s', (_, labels, refusal) => {
    const name = 'strings' in Object(labels) ? 'classlabels_strings' : 'classlabels_int64s';
    const model = logisticModel([1], 0, {
      nodes: [
        {
          operator: 'TreeEnsembleClassifier',
          domain: 'ai.onnx.ml',
          inputs: ['x'],
          outputs: ['label', 'probabilities'],
          attributes: { nodes_treeids: { integers: [9, 9, 9] }, [name]: labels },
        },
      ],
      outputs: [float('probabilities', 'N', 3)],
    });
    const run = () => bindModel(inspectOnnx(model), 'multiclass', ['a', 'b', 'c']);
    if (refusal === undefined) expect(run().output).toBe('probabilities');
    else expect(run).toThrow(refusal);
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
    ['two of three classes', x, [float('probabilities', 'N', 2)], 'multiclass', 'shape [?, 2]'],
    ['one number for three classes', x, [float('probabilities', 'N')], 'multiclass', 'shape [?]'],
    ['two numbers for a ranking', x, [float('y', 'N', 2)], 'ranking', 'shape [?, 2]'],
    ['probabilities for a number', x, [float('y', 'N', 2)], 'regression', 'shape [?, 2]'],
  ])('refuses %s', (_, inputs, outputs, task, words) => {
    expect(() => bind(inputs, outputs, task)).toThrow(words);
  });
});
