import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PreparationStep } from '../../../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../../../src/core/digest.ts';
import { type Frame, takeRows } from '../../../../src/core/features/frame.ts';
import { applyPreparation } from '../../../../src/core/features/preparation/apply-preparation.ts';
import { fitPreparation } from '../../../../src/core/features/preparation/fit-preparation.ts';
import { parsePreparation, preparationBytes } from '../../../../src/core/features/preparation/preparation.ts';
import { categories, contents, frameOf, numbers, times } from './columns.ts';

const steps: PreparationStep[] = [
  { impute: { columns: ['x'], with: 'median', indicator: true } },
  { impute: { columns: ['y'], with: 'mean', indicator: false } },
  { clip: { columns: ['x'], quantiles: [0.1, 0.9] } },
  { standardise: { columns: 'numeric' } },
  { mergeRare: { columns: ['c'], minimumShare: 0.2 } },
  { impute: { columns: ['d'], with: 'mode', indicator: false } },
  { oneHot: { columns: ['d'], minimumShare: 0.1 } },
  { dateParts: { columns: 'time', parts: ['weekday', 'hour'], zone: 'Europe/Lisbon' } },
];

const value = fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { freq: 5 });
const level = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'other', '__proto__', ''), { freq: 5 });
const instant = fc.option(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2030-01-01') }).map((d) => d.toISOString()),
);
const row: fc.Arbitrary<Row> = fc.record({ x: value, y: value, c: level, d: level, t: instant });
interface Row {
  readonly x: number | null;
  readonly y: number | null;
  readonly c: string | null;
  readonly d: string | null;
  readonly t: string | null;
}
const first: Row = { x: 1, y: 2, c: 'a', d: 'b', t: null };
const someRows = fc.array(row, { minLength: 1, maxLength: 30 }).map((list) => [first, ...list]);

function frameOfRows(rows: readonly Row[]): Frame {
  return frameOf({
    'v:x': numbers(...rows.map((r) => r.x)),
    'v:y': numbers(...rows.map((r) => r.y)),
    'v:c': categories(...rows.map((r) => r.c)),
    'v:d': categories(...rows.map((r) => r.d)),
    'v:t': times(...rows.map((r) => r.t)),
  });
}

test('a row alone comes out as it does among others', () => {
  fc.assert(
    fc.property(someRows, someRows, (training, later) => {
      const preparation = fitPreparation(steps, frameOfRows(training));
      const together = applyPreparation(preparation, frameOfRows(later));
      later.forEach((alone, i) => {
        const single = applyPreparation(preparation, frameOfRows([alone]));
        expect(contents(single)).toEqual(contents(takeRows(together, Uint32Array.of(i))));
      });
    }),
    { numRuns: 60 },
  );
});

test('the order of the training rows changes no byte, nor do levels that no training row has', () => {
  const shuffled = someRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  fc.assert(
    fc.property(shuffled, ([rows, other]) => {
      const bytes = preparationBytes(fitPreparation(steps, frameOfRows(rows)));
      const extra = frameOfRows([...other, { ...first, c: 'never', d: 'never' }]);
      const subset = takeRows(extra, Uint32Array.from(other.keys()));
      expect(preparationBytes(fitPreparation(steps, subset))).toEqual(bytes);
    }),
    { numRuns: 60 },
  );
});

test('what was fitted survives its bytes unchanged', () => {
  fc.assert(
    fc.property(someRows, (rows) => {
      const preparation = fitPreparation(steps, frameOfRows(rows));
      const again = parsePreparation(preparationBytes(preparation));
      expect(again).toEqual(preparation);
      expect(preparationBytes(again)).toEqual(preparationBytes(preparation));
    }),
    { numRuns: 60 },
  );
});

test('steps work on what the steps before them made', () => {
  const frame = frameOf({ 'v:c': categories('a', 'b', null) });
  const chain: PreparationStep[] = [
    { oneHot: { columns: 'categorical', minimumShare: 0 } },
    { clip: { columns: ['c=b'], low: 0.25, high: 0.5 } },
  ];
  expect(contents(applyPreparation(fitPreparation(chain, frame), frame))).toEqual({
    'v:c=a': [1, 0, 0],
    'v:c=b': [0.25, 0.5, 0.25],
  });
});

test('the bytes are those of earlier releases: a change here means new packages for old definitions', () => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const c = 'abcd'[(i * i) % 5] ?? null;
    return { x: i % 7 === 0 ? null : i ** 1.5, y: i - 20, c, d: c, t: new Date(i * 1e10).toISOString() };
  });
  expect(digestOf(preparationBytes(fitPreparation(steps, frameOfRows(rows))))).toBe(
    'sha256:5f32f71831a2ed744643a712e1caf347be8acfe8f314047dfbdea19a86fadbcf',
  );
});

test('a level that the frame knows and no training row has is not learnt', () => {
  const frame = frameOf({ 'v:c': { type: 'category', levels: ['a', 'b', 'c'], codes: Int32Array.of(0, 2) } });
  expect(fitPreparation([], frame).outputs).toEqual([{ name: 'v:c', type: 'category', levels: ['a', 'c'] }]);
  const ordinal: PreparationStep = { ordinal: { columns: 'categorical', order: ['a', 'c'] } };
  expect(fitPreparation([ordinal], frame).steps).toEqual([
    { step: 'ordinal', columns: [{ column: 'v:c', order: ['a', 'c'] }] },
  ]);
});

test('a time that no step turns into parts is refused', () => {
  expect(() => fitPreparation([], frameOf({ 'v:t': times('2024-01-01') }))).toThrow(
    '"v:t" is a time, which no engine takes',
  );
});

test('two indicators of one column are refused', () => {
  const twice: PreparationStep = { impute: { columns: ['x'], with: 'median', indicator: true } };
  expect(() => fitPreparation([twice, twice], frameOf({ 'v:x': numbers(1) }))).toThrow(
    'would make "v:x.missing" twice',
  );
});

test('infinite numbers are missing, in training and later', () => {
  const step: PreparationStep = { impute: { columns: 'numeric', with: 'mean', indicator: false } };
  const preparation = fitPreparation([step], frameOf({ 'v:x': numbers(1, 3, Infinity) }));
  expect(contents(applyPreparation(preparation, frameOf({ 'v:x': numbers(-Infinity, 5) })))).toEqual({ 'v:x': [2, 5] });
});
