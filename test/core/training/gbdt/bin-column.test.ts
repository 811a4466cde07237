import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindLevels, bindNumbers, binIntegers } from '../../../../src/core/training/gbdt/bin-column.ts';
import { missingBin } from '../../../../src/core/training/gbdt/feature-bins.ts';

test('a number falls into the first bin whose bound is not below it', () => {
  const bound = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(
      fc.uniqueArray(bound, { maxLength: 254 }),
      fc.array(fc.double(), { minLength: 1 }),
      (unsorted, values) => {
        const bounds = Float64Array.from(unsorted)
          .sort()
          .filter((b, k, all) => k === 0 || b > (all[k - 1] ?? b));
        const bins = new Uint8Array(values.length);
        bindNumbers({ type: 'number', name: 'x', bounds }, { type: 'number', values: Float64Array.from(values) })(
          bins,
          0,
          values.length,
        );
        const expected = values.map((v) => (Number.isNaN(v) ? missingBin : bounds.filter((b) => v > b).length));
        expect([...bins]).toEqual(expected);
      },
    ),
  );
});

test('only the rows asked for are binned, from the start of the target', () => {
  const bins = new Uint8Array(2);
  bindNumbers(
    { type: 'number', name: 'x', bounds: Float64Array.of(1, 2) },
    { type: 'number', values: Float64Array.of(0, 1.5, 9) },
  )(bins, 1, 3);
  expect([...bins]).toEqual([1, 2]);
});

test('integers binned by table equal integers binned by search', () => {
  const values = Float64Array.of(-3, 7, Number.NaN, 0, 2);
  const bounds = Float64Array.of(-1.5, 1, 4.5);
  expect([...binIntegers(values, bounds, { low: -3, size: 11 })]).toEqual([0, 3, missingBin, 1, 2]);
});

test('levels are found by name, and an unseen or missing one is missing', () => {
  const bins = new Uint8Array(4);
  const feature = { type: 'category', name: 'c', levels: ['b', 'd'] } as const;
  bindLevels(feature, { type: 'category', levels: ['a', 'b', 'd'], codes: Int32Array.of(2, 1, 0, -1) })(bins, 0, 4);
  expect([...bins]).toEqual([1, 0, missingBin, missingBin]);
});
