import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AvalError } from '../../../src/core/errors.ts';
import { greatestModelSize, inspectOnnx } from '../../../src/engines/onnx/inspect.ts';
import { type GraphParts, logisticModel, type Node, onnxModel } from './onnx-writer.ts';

function rulesOf(bytes: Uint8Array): string[] {
  try {
    inspectOnnx(bytes);
    return [];
  } catch (error) {
    if (error instanceof AvalError && error.class === 'evidence') return error.faults.map((fault) => fault.rule);
    throw error;
  }
}

const inner: GraphParts = {
  nodes: [{ operator: 'Identity', inputs: ['x'], outputs: ['y'], domain: 'evil' }],
  inputs: [],
  outputs: [],
};
const nested = (depth: number, graph: GraphParts): GraphParts =>
  depth === 0 ? graph : { ...inner, nodes: [branch(nested(depth - 1, graph))] };
const branch = (graph: GraphParts): Node => ({
  operator: 'If',
  inputs: ['c'],
  outputs: ['o'],
  attributes: { then_branch: { graph } },
});
const plain: GraphParts = { ...inner, nodes: [{ operator: 'Identity', inputs: ['x'], outputs: ['y'] }] };

describe('inspectOnnx', () => {
  it('reads versions, inputs, outputs and operators', () => {
    const summary = inspectOnnx(logisticModel([1, 2, 3], 0, { opsets: { '': 17, 'ai.onnx.ml': 3 } }));
    expect(summary).toMatchObject({ irVersion: 8, producer: 'aval-test', graphs: 1, depth: 0 });
    expect([...summary.opsets]).toEqual([
      ['', 17],
      ['ai.onnx.ml', 3],
    ]);
    expect(summary.inputs).toEqual([{ name: 'x', elementType: 1, shape: [undefined, 3] }]);
    expect(summary.outputs).toEqual([{ name: 'probabilities', elementType: 1, shape: [undefined, 1] }]);
    expect([...summary.operators]).toEqual([':Gemm', ':Sigmoid']);
  });

  it('does not count initialisers among the inputs', () => {
    const model = logisticModel([1], 0, {
      inputs: [
        { name: 'x', type: 'float', shape: ['N', 1] },
        { name: 'w', type: 'float', shape: [1, 1] },
      ],
    });
    expect(inspectOnnx(model).inputs.map((input) => input.name)).toEqual(['x']);
  });

  const model = (change: Parameters<typeof logisticModel>[2]) => logisticModel([1], 0, change);
  const external = { name: 'w', dims: [1, 1], floats: [1], external: '/etc/passwd' };
  it.each([
    ['an operator set of tomorrow', model({ opsets: { '': 27 } }), 'onnx.opset'],
    ['an ai.onnx.ml of tomorrow', model({ opsets: { '': 17, 'ai.onnx.ml': 6 } }), 'onnx.opset'],
    ['an IR version of tomorrow', model({ irVersion: 14 }), 'onnx.irVersion'],
    ['a custom operator', model(inner), 'onnx.domain'],
    ['a custom operator in a subgraph', model({ nodes: [branch(inner)] }), 'onnx.domain'],
    ['an initialiser in another file', model({ initializers: [external] }), 'onnx.externalData'],
    [
      'a constant in another file',
      model({
        nodes: [{ operator: 'Constant', inputs: [], outputs: ['w'], attributes: { value: { tensor: external } } }],
      }),
      'onnx.externalData',
    ],
    ['functions', model({ functions: 2 }), 'onnx.functions'],
    ['graphs nested too deep', model(nested(9, plain)), 'onnx.depth'],
    ['no bytes', new Uint8Array(0), 'onnx.malformed'],
    ['text', new TextEncoder().encode('#!/bin/sh\necho hello\n'), 'onnx.malformed'],
    ['two models in a row', Uint8Array.from([...model({}), ...model({})]), 'onnx.malformed'],
  ])('refuses %s with one fault', (_, bytes, rule) => {
    expect(rulesOf(bytes)).toEqual([rule]);
  });

  it('follows subgraphs down to the limit', () => {
    expect(rulesOf(model(nested(8, plain)))).toEqual([]);
    expect(rulesOf(model(nested(8, inner)))).toEqual(['onnx.domain']);
  });

  it('refuses a file that is too large before reading it', () => {
    expect(rulesOf(new Uint8Array(greatestModelSize + 1))).toEqual(['onnx.size']);
  });

  it('names every fault of a file with several', () => {
    const bytes = onnxModel({ ...inner, opsets: { '': 99 }, irVersion: 99, functions: 1 });
    expect(rulesOf(bytes)).toEqual(['onnx.irVersion', 'onnx.opset', 'onnx.domain', 'onnx.functions']);
  });

  it('answers any mutated bytes with a summary or a refusal, never with another error', () => {
    const base = logisticModel([1, 2, 3], 0, { nodes: [branch(nested(3, inner))], functions: 1 });
    const mutation = fc.record({ at: fc.nat(base.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 8 }), fc.nat(base.length), (changes, length) => {
        const bytes = base.slice(0, length);
        for (const { at, value } of changes) if (at < length) bytes[at] = value;
        rulesOf(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('answers arbitrary bytes with a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(rulesOf(bytes)).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
