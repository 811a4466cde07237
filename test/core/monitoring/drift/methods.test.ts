import { describe, expect, test } from 'vitest';
import type { DriftMethodRule } from '../../../../src/core/definitions/schema/drift.ts';
import {
  flooredMethods,
  levelMethods,
  lineMethods,
  plainCellMethods,
} from '../../../../src/core/definitions/schema/drift-methods.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';
import { boundMethod, compareSamples } from '../../../../src/core/monitoring/drift/methods/compare.ts';
import { ownHandling } from '../../../../src/core/monitoring/drift/methods/handling.ts';
import { leaveOneOut, type Sample, sampleOf } from '../../../../src/core/monitoring/drift/methods/sample.ts';
import { evidently } from '../../../../src/core/monitoring/drift/tools/evidently.ts';
import { nannyml } from '../../../../src/core/monitoring/drift/tools/nannyml.ts';
import { judged, madeFrame, numbers } from './made-columns.ts';

const cellMethods = [...levelMethods, ...flooredMethods];
const numberMethods = [...lineMethods, ...plainCellMethods, ...flooredMethods];
const all = [...lineMethods, ...cellMethods];
const handlings = { own: ownHandling, evidently: evidently.handling, nannyml: nannyml.handling };

function sample(column: Column | undefined): Sample {
  const found = column && sampleOf(column);
  if (found === undefined) throw new Error('a time has no sample');
  return found;
}

const compared = (
  method: DriftMethodRule['method'],
  a: Column | undefined,
  b: Column | undefined,
  handling = ownHandling,
) => {
  const { effect, p } = compareSamples(boundMethod({ method }, handling), sample(a), sample(b), 7);
  return { effect, p: p() };
};

const column = (seed: number, name: 'n' | 'c', change = {}) => madeFrame(seed, 600, change).columns.get(name);
const both = [
  ...numberMethods.map((method) => [method, 'n'] as const),
  ...cellMethods.map((method) => [method, 'c'] as const),
];

function turned(one: Column | undefined): Column {
  if (one?.type === 'number') return numbers(...one.values.toReversed());
  if (one?.type === 'category') return { ...one, codes: one.codes.toReversed() };
  throw new Error('a column of numbers or levels');
}

describe.each(both)('%s of %s', (method, name) => {
  test('the same values in another order are no distance apart, by all readings of it', () => {
    const one = column(1, name);
    for (const handling of Object.values(handlings)) {
      const { effect, p } = compared(method, one, turned(one), handling);
      expect(Math.abs(effect)).toBeLessThan(1e-7);
      expect(p).toBeGreaterThan(0.2);
    }
  });

  test('the order of rows says nothing', () => {
    const [a, b] = [column(1, name), column(2, name, { shift: 0.1, rare: 0.4 })];
    const straight = compared(method, a, b);
    expect(compared(method, turned(a), turned(b))).toEqual(straight);
    expect(straight.effect).toBeGreaterThan(0);
    expect(straight.p).toBeLessThan(0.05);
  });

  test('the farther, the greater, and the smaller its p', () => {
    const to = (step: number) =>
      compared(method, column(1, name), column(2, name, { shift: step / 8, rare: 0.2 + step / 5 }));
    const [near, far] = [to(1), to(3)];
    expect(far.effect).toBeGreaterThan(near.effect);
    expect(far.p).toBeLessThanOrEqual(near.p);
  });
});

const oneSided = new Set(['kullback_leibler', 'z', 'wasserstein', 'energy_distance', 't_test', 'student']);
test.each(both.filter(([method]) => !oneSided.has(method)))(
  '%s of %s is the same seen from either side',
  (method, name) => {
    // Few values, so that both sides have a cell each.
    const [a, b] = [numbers(1, 1, 2, 3, 3, 4, 5, 6), numbers(1, 2, 2, 2, 3, 4, 4, 7, 7)];
    const [c, d] = [categoryColumn(['a', 'a', 'b', 'c']), categoryColumn(['a', 'b', 'b', 'd', 'd'])];
    const [first, second] = name === 'n' ? [a, b] : [c, d];
    expect(compared(method, second, first).effect).toBeCloseTo(compared(method, first, second).effect, 10);
  },
);

describe('columns that hold next to nothing', () => {
  const none = categoryColumn([null, null, null]);
  const odd: readonly [string, Column][] = [
    ['no row', numbers()],
    ['nothing but missing', numbers(Number.NaN, Number.NaN)],
    ['nothing but infinite', numbers(Infinity, -Infinity, Infinity)],
    ['one value', numbers(3)],
    ['one value, again and again', numbers(3, 3, 3, 3)],
    ['two values', numbers(3, 4, 3, 4, 4)],
    ['values and infinite ones', numbers(1, Infinity, 2, -Infinity, 3, Number.NaN)],
    ['enormous values', numbers(-1.7e308, 1.7e308, 1, 2)],
  ];
  const levels: readonly [string, Column][] = [
    ['no row', categoryColumn([])],
    ['nothing but missing', none],
    ['one level', categoryColumn(['a', 'a'])],
    ['a level of one row', categoryColumn(['a', 'b'])],
  ];
  const pairs = (columns: readonly [string, Column][]) =>
    columns.flatMap(([a, first]) => columns.map(([b, second]) => [`${a} and ${b}`, first, second] as const));

  test.each([...pairs(odd), ...pairs(levels)])(
    '%s: no effect below 0, no p outside 0 to 1, and no alarm by what is not a number',
    (_, a, b) => {
      const frame = (one: Column): Frame => ({
        rows: one.type === 'category' ? one.codes.length : one.values.length,
        columns: new Map([['x', one]]),
      });
      for (const method of a.type === 'number' ? all : cellMethods) {
        for (const handling of Object.values(handlings)) {
          const { effect, p } = compared(method, a, b, handling);
          expect(effect < 0 || p < 0 || p > 1).toBe(false);
        }
        const rule = { columns: { x: { method } } };
        for (const one of judged(rule, frame(a), frame(b))) {
          expect(one.alarm && (Number.isNaN(one.effect) || Number.isNaN(one.p))).toBe(false);
        }
      }
    },
  );
});

test('what each window is held against are the values of all other windows', () => {
  const values = numbers(5, Number.NaN, 1, 2, 9, 2, Infinity, 7);
  const windows = [Uint32Array.of(0, 1, 2), Uint32Array.of(3, 4), Uint32Array.of(5, 6)];
  const found = [...leaveOneOut(values, windows)].map(({ own, rest }) =>
    [own, rest].map((one) => one.type === 'number' && [...one.values]),
  );
  expect(found).toEqual([
    [
      [1, 5],
      [2, 2, 9],
    ],
    [
      [2, 9],
      [1, 2, 5],
    ],
    [[2], [1, 2, 5, 9]],
  ]);
  const levels = [...leaveOneOut(categoryColumn(['b', 'a', 'b', null]), [Uint32Array.of(0, 1), Uint32Array.of(2, 3)])];
  expect(levels.map(({ rest }) => rest.type === 'category' && [...rest.counts])).toEqual([
    [['b', 1]],
    [
      ['a', 1],
      ['b', 1],
    ],
  ]);
});
