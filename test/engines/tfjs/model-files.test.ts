import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AvalError } from '../../../src/core/errors.ts';
import type { Topology } from '../../../src/engines/tfjs/dense-net.ts';
import { denseNetFiles, readDenseNet } from '../../../src/engines/tfjs/model-files.ts';

const topology: Topology = {
  format: 'aval/dense-net/v1',
  task: 'binary',
  columns: ['v:x', 'v:y'],
  activation: 'relu',
  layers: [3],
};
const weights = Float32Array.from({ length: 13 }, (_, at) => at / 7 - 1);
const files = denseNetFiles({ topology, weights });
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('model files of a dense net', () => {
  it('come back as they were written', () => {
    expect(readDenseNet(files, 'binary')).toEqual({ topology, weights });
  });

  it.each<[string, Record<string, Uint8Array>]>([
    ['no topology', { 'topology.json': new Uint8Array(0) }],
    ['an unknown key', { 'topology.json': json({ ...topology, code: 'x' }) }],
    ['a layer of a billion units', { 'topology.json': json({ ...topology, layers: [1e9] }) }],
    [
      'more weights than the bytes hold',
      { 'topology.json': json({ ...topology, layers: [4096, 4096, 4096, 4096, 4096] }) },
    ],
    ['too few bytes', { 'weights.bin': new Uint8Array(51) }],
    ['a weight that is no number', { 'weights.bin': new Uint8Array(52).fill(255) }],
    ['a file too many', { 'more.bin': new Uint8Array(1) }],
    ['two columns of one name', { 'topology.json': json({ ...topology, columns: ['v:x', 'v:x'] }) }],
    ['a scale for a probability', { 'topology.json': json({ ...topology, target: { mean: 0, scale: 1 } }) }],
  ])('are refused: %s', (_, change) => {
    expect(() => readDenseNet(new Map([...files, ...Object.entries(change)]), 'binary')).toThrow(AvalError);
  });

  it('are refused for another task', () => {
    expect(() => readDenseNet(files, 'regression')).toThrow('for the task binary');
  });

  it('are refused or read, never crash, whatever bytes are changed', () => {
    const original = files.get('topology.json') ?? new Uint8Array(0);
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.nat(255), (at, value) => {
        const bytes = original.slice();
        bytes[at] = value;
        try {
          readDenseNet(new Map([...files, ['topology.json', bytes]]), 'binary');
        } catch (error) {
          expect(error).toBeInstanceOf(AvalError);
        }
      }),
    );
  });
});
