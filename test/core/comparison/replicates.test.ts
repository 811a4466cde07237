import { expect, test } from 'vitest';
import type { Random } from '../../../src/core/comparison/random.ts';
import { combine, replicate } from '../../../src/core/comparison/replicates.ts';
import { meanStatistic, ratioStatistic } from '../../../src/core/evaluation/sum-statistic.ts';

/** Draws these rows, over and over. */
const drawing = (...rows: number[]): Random => ({
  next: () => 0,
  resample(counts) {
    counts.fill(0);
    for (const row of rows) counts[row] = (counts[row] ?? 0) + 1;
  },
});

test('statistics of one segment see the same draws, and segments share them out', () => {
  const first = [meanStatistic(Float64Array.of(1, 2, 3)), meanStatistic(Float64Array.of(10, 20, 30))];
  const second = [meanStatistic(Float64Array.of(5, 7))];
  const found = replicate([first, second], 1, drawing(0, 2, 2, 4, 4));
  expect(found.map(({ resampled }) => resampled[0])).toEqual([7 / 3, 70 / 3, 7]);
});

test('leaving out a row of one segment leaves the other as it was', () => {
  const found = replicate(
    [[meanStatistic(Float64Array.of(1, 3))], [meanStatistic(Float64Array.of(5, 7, 9))]],
    1,
    drawing(0, 2),
  );
  expect([...(found[0]?.leftOut ?? [])]).toEqual([3, 1, 2, 2, 2]);
  expect([...(found[1]?.leftOut ?? [])]).toEqual([7, 7, 8, 7, 6]);
});

test('a degenerate replicate stays degenerate in what is made of it', () => {
  const rare = ratioStatistic(Float64Array.of(1, 0), Float64Array.of(1, 0), 'nothing');
  const both = replicate([[rare, meanStatistic(Float64Array.of(1, 2))]], 1, drawing(1, 1));
  expect(combine(both, ([a = 0, b = 0]) => a - b).resampled[0]).toBeNaN();
});
