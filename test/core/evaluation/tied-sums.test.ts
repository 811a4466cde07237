import { expect, test } from 'vitest';
import { rankByScore } from '../../../src/core/evaluation/ranking.ts';
import { tiedSums, tiedSumsWithout } from '../../../src/core/evaluation/tied-sums.ts';

const ranking = rankByScore(Float64Array.of(0.9, 0.6, 0.6, 0.2));
const column = Float64Array.of(1, 0, 1, 5);

test('equal scores share theirs evenly', () => {
  const sums = tiedSums(ranking, column)(new Uint32Array(4).fill(1));
  expect(sums.total).toBe(4);
  expect([0, 0.5, 1, 2, 3, 4].map((rows) => sums.at(rows))).toEqual([0, 0.5, 1, 1.5, 2, 7]);
});

test('a row counts as often as it is drawn', () => {
  const sums = tiedSums(ranking, column)(Uint32Array.of(0, 2, 1, 0));
  expect([sums.total, sums.at(1.5), sums.at(3)]).toEqual([3, 0.5, 1]);
});

test('without a row its tie is shared by the others', () => {
  const without = tiedSumsWithout(ranking, column);
  expect([0, 1, 2, 3].map((rows) => without(1).at(rows))).toEqual([0, 1, 2, 7]);
  expect([0, 1, 2, 3].map((rows) => without(0).at(rows))).toEqual([0, 0.5, 1, 6]);
});
