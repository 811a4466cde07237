import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/serving/protocol/refusal.ts';
import { requestFrame } from '../../src/serving/protocol/request-frame.ts';
import { requestKeys } from '../../src/serving/protocol/request-keys.ts';
import { parseInferRequest } from '../../src/serving/protocol/tensor.ts';

const inputs = [
  { name: 'v:amount', type: 'number' },
  { name: 'v:kind', type: 'category' },
  { name: 'v:seen_at', type: 'time' },
] as const;
const amount = { name: 'v:amount', datatype: 'FP32', shape: [2], data: [1.5, null] };
const kind = { name: 'v:kind', datatype: 'BYTES', shape: [2, 1], data: [['b'], ['a']] };
const seen = { name: 'v:seen_at', datatype: 'BYTES', shape: [2], data: ['2026-05-27T08:30:00.000001Z', null] };

const frameOf = (...tensors: readonly object[]) =>
  requestFrame(inputs, parseInferRequest(JSON.stringify({ inputs: tensors })).inputs);

test('tensors become the columns of the signature, in its order, whatever theirs is', () => {
  const { rows, columns } = frameOf(seen, kind, amount);
  expect(rows).toBe(2);
  expect([...columns.keys()]).toEqual(['v:amount', 'v:kind', 'v:seen_at']);
  expect(columns.get('v:amount')).toEqual({ type: 'number', values: Float64Array.of(1.5, Number.NaN) });
  expect(columns.get('v:kind')).toEqual({ type: 'category', levels: ['a', 'b'], codes: Int32Array.of(1, 0) });
  expect(columns.get('v:seen_at')).toEqual({
    type: 'time',
    values: Float64Array.of(Date.parse('2026-05-27T08:30:00Z') * 1000 + 1, Number.NaN),
  });
});

test('every fault of a request is said at once', () => {
  const refused = () =>
    frameOf({ ...amount, name: 'v:amuont' }, { ...kind, data: ['b', 7] }, { ...seen, data: ['2026-05-27', 'soon'] });
  expect(refused).toThrow(
    [
      '"v:amuont" is no input of this model. Did you mean "v:amount"?',
      'the input "v:amount" is not there: expected a number type, such as "FP64"',
      '"v:kind"[1]: found 7, expected a text or null',
      '"v:seen_at"[0]: found "2026-05-27", expected a time with its zone or null',
      '"v:seen_at"[1]: found "soon", expected a time with its zone or null',
    ].join('; '),
  );
});

test('rows have the keys that a request gives, else those of its id', () => {
  const keyed = (data: unknown) =>
    requestKeys([amount, { name: 'key', datatype: 'BYTES', shape: [2], data: data as [] }], 'r');
  expect(keyed(['a', 7])).toEqual({ tensors: [amount], keys: ['a', '7'] });
  expect(requestKeys([amount], 'r').keys).toEqual(['r/0', 'r/1']);
  expect(requestKeys([{ ...amount, shape: [1], data: [1] }], 'r').keys).toEqual(['r']);
  expect(() => keyed(['a', null])).toThrow('"key"[1]: found null, expected a text or a whole number');
  expect(() => keyed(['a'])).toThrow('"key": 1 rows, and the first input has 2');
});

describe('a request is refused for', () => {
  test.each([
    [
      'a number as text',
      [{ ...amount, data: ['1', 2] }, kind, seen],
      '"v:amount"[0]: found "1", expected a number or null',
    ],
    ['another type', [{ ...amount, datatype: 'BYTES' }, kind, seen], '"v:amount": found datatype "BYTES"'],
    [
      'unequal rows',
      [amount, { ...kind, shape: [1], data: ['b'] }, seen],
      '"v:kind": 1 rows, and the first input has 2',
    ],
    [
      'two columns in one',
      [{ ...amount, shape: [1, 2] }, kind, seen],
      '"v:amount": found shape [1, 2], expected [1] or [1, 1]',
    ],
    ['a name twice', [amount, amount, kind, seen], 'inputs: a name is there twice'],
    ['no rows', [{ ...amount, shape: [0], data: [] }], '0 rows, expected 1 to 10000'],
    [
      'fewer values than its shape',
      [{ ...amount, shape: [3] }],
      'inputs[0].data: has 2 values, and its shape [3] holds 3',
    ],
    ['an unknown datatype', [{ ...amount, datatype: 'FLOAT' }], 'inputs[0].datatype: found "FLOAT"'],
    ['a shape of anything', [{ ...amount, shape: ['2'] }], 'inputs[0].shape: expected a list of whole numbers'],
    ['no tensor', [], 'inputs: expected a list of at least one tensor'],
  ])('%s', (_, tensors, message) => {
    expect(() => frameOf(...tensors)).toThrow(message);
  });
});

test('no body is answered with anything but a refusal or a frame', () => {
  const tensor = fc.record(
    {
      name: fc.constantFrom('v:amount', 'v:kind', 'v:seen_at', 'x'),
      datatype: fc.constantFrom('FP64', 'BYTES', 'X', 3),
      shape: fc.array(fc.anything(), { maxLength: 2 }),
      data: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.json(),
    fc.record({ inputs: fc.array(tensor) }).map((json) => JSON.stringify(json)),
    fc.string(),
  );
  fc.assert(
    fc.property(body, (text) => {
      try {
        requestFrame(inputs, parseInferRequest(text).inputs);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});
