import { expect, test } from 'vitest';
import { canonicalJson } from '../../../../src/core/digest.ts';
import { parsePreparation } from '../../../../src/core/features/preparation/preparation.ts';

const valid = {
  format: 'aval/preparation/v1',
  inputs: [{ name: 'v:n', type: 'number' }],
  steps: [{ step: 'clip', columns: [{ column: 'v:n', low: 0 }] }],
  outputs: [{ name: 'v:n', type: 'number' }],
};
const parse = (text: string) => parsePreparation(new TextEncoder().encode(text));

test('a stored preparation is read', () => {
  expect(parse(canonicalJson(valid))).toEqual(valid);
});

const { inputs, outputs } = valid;
const levels = { step: 'mergeRare', columns: [{ column: 'v:n', levels: ['b', 'a'], other: false }] };
const noOther = { step: 'oneHot', columns: [{ column: 'v:n', levels: ['a'], other: true }] };
test.each([
  ['no JSON', '{'],
  ['an unknown key', JSON.stringify({ ...valid, extra: 1 })],
  ['an unknown step', JSON.stringify({ ...valid, steps: [{ step: 'run', columns: [] }] })],
  ['a key of the prototype', JSON.stringify(valid).replace('{', '{"__proto__":{"polluted":1},')],
  ['a key of the prototype in a step', JSON.stringify(valid).replace('"low":0', '"__proto__":{},"low":0')],
  ['an infinite number', JSON.stringify(valid).replace('"low":0', '"low":1e999')],
  ['a doubled input', JSON.stringify({ ...valid, inputs: [...inputs, ...inputs] })],
  ['a doubled output', JSON.stringify({ ...valid, outputs: [...outputs, ...outputs] })],
  ['levels out of order', JSON.stringify({ ...valid, steps: [levels] })],
  ['"other" without the level', JSON.stringify({ ...valid, steps: [noOther] })],
  [
    'too many inputs',
    JSON.stringify({ ...valid, inputs: Array.from({ length: 10_001 }, (_, i) => ({ name: `n${i}`, type: 'number' })) }),
  ],
])('%s is refused as evidence', (_, text) => {
  expect(() => parse(text)).toThrowError(expect.objectContaining({ class: 'evidence' }));
});

test('bytes that are not UTF-8 are refused', () => {
  expect(() => parsePreparation(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('prepare.json is not JSON');
});
