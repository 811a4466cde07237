import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindLevels, binIntegers, blockRows, numberBinner } from '../../../../src/core/training/gbdt/bin-column.ts';
import { missingBin } from '../../../../src/core/training/gbdt/feature-bins.ts';
import { binAll, binnerBytes } from '../../../../src/core/training/gbdt/frame-binner.ts';
import { Kernels } from '../../../../src/core/training/gbdt/kernels/kernels.ts';

const kernels = new Kernels(binnerBytes(1) + 4 * blockRows);
const start = kernels.mark();

/** Bins of all values, by the bounds of one feature. */
function binsOf(bounds: Float64Array, values: Float64Array): number[] {
  kernels.rewind(start);
  const binNumbers = numberBinner(kernels, bounds, kernels.numbers(blockRows));
  const bins = kernels.bytes(values.length);
  binAll(binNumbers({ type: 'number', values }), bins);
  return [...bins];
}

test('a number falls into the first bin whose bound is not below it', () => {
  const bound = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.uniqueArray(bound, { maxLength: 254 }), fc.array(fc.double()), (unsorted, values) => {
      const bounds = Float64Array.from(unsorted)
        .sort()
        .filter((b, k, all) => k === 0 || b > (all[k - 1] ?? b));
      const expected = values.map((v) => (Number.isNaN(v) ? missingBin : bounds.filter((b) => v > b).length));
      expect(binsOf(bounds, Float64Array.from(values))).toEqual(expected);
    }),
  );
});

test.each([0, 1, 2, 3, 4, 127, 128, 254])('%i bounds are searched to the last one, in every block', (count) => {
  const bounds = Float64Array.from({ length: count }, (_, k) => k + 0.5);
  const values = Float64Array.from({ length: 2 * blockRows + 5 }, (_, row) => row % (count + 1));
  expect(binsOf(bounds, values)).toEqual([...values]);
});

test('integers binned by table equal integers binned by search', () => {
  const values = Float64Array.of(-3, 7, Number.NaN, 0, 2);
  const bounds = Float64Array.of(-1.5, 1, 4.5);
  const bins = new Uint8Array(5);
  binIntegers(values, bounds, { low: -3, size: 11 }, bins);
  expect([...bins]).toEqual([0, 3, missingBin, 1, 2]);
  expect(binsOf(bounds, values)).toEqual([...bins]);
});

test('levels are found by name, and an unseen or missing one is missing; only the rows asked for are binned', () => {
  const bins = new Uint8Array(3);
  const feature = { type: 'category', name: 'c', levels: ['b', 'd'] } as const;
  bindLevels(feature, { type: 'category', levels: ['a', 'b', 'd'], codes: Int32Array.of(0, 2, 1, -1) })(bins, 1, 4);
  expect([...bins]).toEqual([1, 0, missingBin]);
});
