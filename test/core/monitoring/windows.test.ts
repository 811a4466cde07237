import { expect, test } from 'vitest';
import { parts } from '../../../src/core/features/frame.ts';
import { referenceWindows } from '../../../src/core/monitoring/reference-windows.ts';
import { wholeWindows, windowAt } from '../../../src/core/monitoring/windows.ts';

const grid = { anchor: 100, length: 10 };

test('windows are half-open and lie on the grid, before its anchor too', () => {
  expect(windowAt(grid, 100)).toEqual({ from: 100, until: 110 });
  expect(windowAt(grid, 99)).toEqual({ from: 90, until: 100 });
});

test('only windows that are over count, and one without predictions between others is not skipped', () => {
  expect(wholeWindows(grid, 105, 138, 130).map(({ from }) => from)).toEqual([100, 110, 120]);
  expect(wholeWindows(grid, 105, 119, 1000).map(({ from }) => from)).toEqual([100, 110]);
  expect(wholeWindows(grid, 105, 138, 109)).toEqual([]);
});

const [train, dev, holdout] = [parts.indexOf('train'), parts.indexOf('dev'), parts.indexOf('holdout')];

test('training rows are cut back from the last one; dev rows make windows where they follow; holdout rows never do', () => {
  const time = Float64Array.from({ length: 60 }, (_, row) => row);
  const part = Uint8Array.from({ length: 60 }, (_, row) => (row < 25 ? train : row < 46 ? dev : holdout));
  const { windows, later } = referenceWindows({ time, part }, 10, 5);
  expect(windows.map((rows) => [rows[0], rows.at(-1)])).toEqual([
    [5, 14],
    [15, 24],
  ]);
  expect(later.map((rows) => [rows[0], rows.at(-1)])).toEqual([
    [25, 34],
    [35, 44],
  ]);
});

test('dev rows drawn among the training rows make no windows, nor do rows without a time or too few rows', () => {
  const time = Float64Array.from({ length: 40 }, (_, row) => (row === 3 ? Number.NaN : row));
  const part = Uint8Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? train : dev));
  const { windows, later } = referenceWindows({ time, part }, 10, 5);
  expect([windows.length, later.length]).toEqual([3, 0]);
  expect(referenceWindows({ time, part }, 10, 6).windows).toEqual([]);
  expect(referenceWindows({ time: time.map(() => Number.NaN), part }, 10, 1)).toEqual({ windows: [], later: [] });
});
