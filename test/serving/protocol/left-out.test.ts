import { expect, test } from 'vitest';
import type { Column } from '../../../src/core/features/frame.ts';
import type { JoinableView } from '../../../src/serving/protocol/joinable-view.ts';
import { Refusal } from '../../../src/serving/protocol/refusal.ts';
import { requestFrame } from '../../../src/serving/protocol/request-frame.ts';

const inputs = [
  { name: 'place:mean', type: 'number' as const },
  { name: 'visit:kind', type: 'category' as const },
  { name: 'place:count', type: 'number' as const },
];

/** A view of two features, joined by a feature or by a column beside the features: it gives the codes of what it was asked by. */
function viewBy(key: string, fault?: string): JoinableView & { asked: number } {
  return {
    asked: 0,
    view: 'place',
    inputs: ['place:mean', 'place:count'],
    keys: [{ name: key, type: 'category' }],
    time: undefined,
    fault,
    join(columns, rows): ReadonlyMap<string, Column> {
      this.asked += 1;
      if (fault !== undefined) throw new Refusal(503, fault);
      const column = columns.get(key);
      const values = Float64Array.from(column?.type === 'category' ? column.codes : new Int32Array(rows));
      return new Map(this.inputs.map((name) => [name, { type: 'number', values }]));
    },
  };
}

const texts = (name: string, ...data: (string | null)[]) => ({ name, datatype: 'BYTES', shape: [data.length], data });
const numbers = (name: string, ...data: number[]) => ({ name, datatype: 'FP64', shape: [data.length], data });
const kinds = texts('visit:kind', 'b', 'a');

test('what is left out is joined, in the order of the inputs', () => {
  const { rows, columns } = requestFrame(inputs, [kinds], [viewBy('visit:kind')]);
  expect(rows).toBe(2);
  expect([...columns.keys()]).toEqual(['place:mean', 'visit:kind', 'place:count']);
  expect(columns.get('place:count')).toEqual({ type: 'number', values: Float64Array.of(1, 0) });
});

test('a key beside the features is read, and is no column of the frame', () => {
  const { columns } = requestFrame(inputs, [kinds, texts('visits:place', 'x', 'y')], [viewBy('visits:place')]);
  expect([...columns.keys()]).toEqual(['place:mean', 'visit:kind', 'place:count']);
  expect(columns.get('place:mean')).toEqual({ type: 'number', values: Float64Array.of(0, 1) });
});

test('who gives the features is not joined, with the key or without it', () => {
  const view = viewBy('visits:place');
  const whole = [numbers('place:mean', 5, 6), kinds, numbers('place:count', 7, 8)];
  for (const tensors of [whole, [...whole, texts('visits:place', 'x', 'y')]]) {
    const { columns } = requestFrame(inputs, tensors, [view]);
    expect(columns.get('place:mean')).toEqual({ type: 'number', values: Float64Array.of(5, 6) });
  }
  expect(view.asked).toBe(0);
});

test.each([
  [
    'a part of the features',
    [kinds, numbers('place:mean', 5, 6)],
    'of place "place:mean" is given and "place:count" is not: give all of its features, or none to have them joined',
  ],
  ['no key', [kinds], 'the input "visits:place" is not there: expected "BYTES" with texts; place is joined by it'],
  [
    'a key of another type',
    [kinds, numbers('visits:place', 1, 2)],
    '"visits:place": found datatype "FP64", expected "BYTES" with texts',
  ],
  ['a key of other rows', [kinds, texts('visits:place', 'x')], '"visits:place": 1 rows, and the first input has 2'],
  [
    'a misspelt feature',
    [kinds, texts('visits:place', 'x', 'y'), numbers('place:maen', 5, 6)],
    '"place:maen" is no input of this model. Did you mean "place:mean"?',
  ],
])('one fault, and no other: %s', (_, tensors, fault) => {
  const view = viewBy('visits:place');
  expect(() => requestFrame(inputs, tensors, [view])).toThrow(new Refusal(400, fault));
  expect(view.asked).toBe(0);
});

test('a view that can not be joined refuses those who leave its features out, and nobody else', () => {
  const view = viewBy('visit:kind', 'its file is gone');
  expect(() => requestFrame(inputs, [kinds], [view])).toThrow('its file is gone');
  expect(requestFrame(inputs, [kinds, numbers('place:mean', 5, 6), numbers('place:count', 7, 8)], [view]).rows).toBe(2);
});

test('without a view nothing may be left out', () => {
  expect(() => requestFrame(inputs, [kinds])).toThrow('the input "place:mean" is not there');
});
