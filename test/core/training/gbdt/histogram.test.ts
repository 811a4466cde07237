import { expect, test } from 'vitest';
import { binFrame } from '../../../../src/core/training/gbdt/bin-frame.ts';
import { layOutHistogram } from '../../../../src/core/training/gbdt/column-groups.ts';
import { HistogramBuilder, subtractHistogram } from '../../../../src/core/training/gbdt/histogram.ts';
import { Kernels } from '../../../../src/core/training/gbdt/kernels/kernels.ts';
import { packNarrow, unpackNarrow } from '../../../../src/core/training/gbdt/packed-statistics.ts';
import { frameOf, numbers, uniform } from '../made-up-data.ts';

const rows = 5000;
const next = uniform(3);
const columns = Object.fromEntries(
  Array.from({ length: 70 }, (_, j) => [
    `c${j}`,
    numbers(Array.from({ length: rows }, () => (next() < 0.05 ? Number.NaN : Math.floor(next() * (j + 1))))),
  ]),
);
const kernels = new Kernels(2 ** 24);
const frame = binFrame(frameOf(columns), kernels);
const layout = layOutHistogram(frame, kernels);
const gradient = Array.from({ length: rows }, () => Math.floor(next() * 513) - 256);
const hessian = Array.from({ length: rows }, () => Math.floor(next() * 257));
const packed = kernels.numbers(rows);
packed.set(gradient.map((g, row) => packNarrow(g, hessian[row] ?? 0)));

function histogramOf(index: number[]): Float64Array {
  const histogram = new Float64Array(3 * layout.bins).fill(Number.NaN);
  new HistogramBuilder(layout, unpackNarrow, kernels).build(histogram, packed, indexOf(index));
  return histogram;
}

function indexOf(rowsOf: number[]) {
  const index = kernels.rows(rowsOf.length);
  index.set(rowsOf);
  return { index, from: 0, to: index.length };
}
const everyRow = Array.from({ length: rows }, (_, row) => row);

test('a histogram holds the sums of each bin of each feature, in any number of column groups', () => {
  expect(layout.groups.map((g) => g.width)).toEqual([23, 23, 24]);
  const expected = new Float64Array(3 * layout.bins);
  for (const [j, bins] of frame.columns.entries()) {
    for (const row of everyRow) {
      const bin = bins[row] ?? 0;
      const o = 3 * (bin === 255 ? (layout.firstBin[j + 1] ?? 0) - 1 : (layout.firstBin[j] ?? 0) + bin);
      for (const [k, value] of [gradient[row] ?? 0, hessian[row] ?? 0, 1].entries())
        expected[o + k] = (expected[o + k] ?? 0) + value;
    }
  }
  expect(histogramOf(everyRow).map((v) => v + 0)).toEqual(expected);
});

test('the order of rows, and so of blocks, changes no bit', () => {
  const shuffled = everyRow.toSorted((a, b) => ((a * 7919) % rows) - ((b * 7919) % rows));
  expect(histogramOf(shuffled)).toEqual(histogramOf(everyRow));
  expect(histogramOf(everyRow.toReversed())).toEqual(histogramOf(everyRow));
});

test('the parent minus one child is the other child, bit for bit', () => {
  const parent = histogramOf(everyRow);
  subtractHistogram(parent, histogramOf(everyRow.slice(0, 1700)));
  expect(parent.map((v) => v + 0)).toEqual(histogramOf(everyRow.slice(1700)).map((v) => v + 0));
});

test('more than 65,535 bins are fine: ids count within a group', () => {
  const wide = binFrame(
    frameOf(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, j) => [
          `w${j}`,
          numbers(Array.from({ length: 300 }, (_, k) => (k * (j + 1)) % 307)),
        ]),
      ),
    ),
    kernels,
  );
  const wideLayout = layOutHistogram(wide, kernels);
  expect(wideLayout.bins).toBeGreaterThan(65_535);
  const histogram = new Float64Array(3 * wideLayout.bins);
  new HistogramBuilder(wideLayout, unpackNarrow, kernels).build(histogram, packed, indexOf(everyRow.slice(0, 300)));
  for (let j = 0; j < 300; j++) {
    let count = 0;
    for (let bin = wideLayout.firstBin[j] ?? 0; bin < (wideLayout.firstBin[j + 1] ?? 0); bin++)
      count += histogram[3 * bin + 2] ?? 0;
    expect(count).toBe(300);
  }
});
