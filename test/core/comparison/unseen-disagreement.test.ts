import { expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { type Row, scoredRows, settings, someRows } from './rows.ts';

const z2 = normalQuantile(1 - settings.alpha) ** 2;
const rows = someRows(300);
const alike = (list: readonly Row[]) => list.map((row) => ({ ...row, champion: row.challenger >= 0.5 ? 0.9 : 0.1 }));

function widthOf(scored: ScoredRows, metric: 'f1' | 'f1_macro' | 'hit_rate_at_5'): number {
  const { difference } = measure(scored, { metric }, settings);
  if (difference === undefined || !isDefined(difference)) throw new Error(difference?.undefined);
  expect(difference).toMatchObject({ value: 0, low: 0 - difference.high });
  return difference.high;
}

test('rows of equal weight say as much as rows without, and unequal ones less', () => {
  const scored = scoredRows(alike(rows));
  const plain = widthOf(scored, 'f1');
  expect(widthOf({ ...scored, weight: new Float64Array(300).fill(3) }, 'f1')).toBeCloseTo(plain, 9);
  const uneven = scored.label.map((_, row) => (row % 10 === 0 ? 8 : 1));
  expect(widthOf({ ...scored, weight: uneven }, 'f1')).toBeGreaterThan(plain);
});

test('whole clusters may be decided otherwise', () => {
  const scored = scoredRows(alike(rows));
  const codes = Int32Array.from(rows, (_, row) => Math.floor(row / 5));
  const cluster = { type: 'category' as const, levels: Array.from({ length: 60 }, (_, k) => `person ${k}`), codes };
  const ratio = widthOf({ ...scored, cluster }, 'f1') / widthOf(scored, 'f1');
  expect(ratio).toBeCloseTo((300 + z2) / (60 + z2), 9);
});

/** 20 rows of each of three classes, a few of which are decided wrongly; `sure`: how far from the others the likeliest class is. */
function threeClasses(sure: number): Float64Array {
  return Float64Array.from({ length: 180 }, (_, at) => {
    const [row, k] = [Math.floor(at / 3), at % 3];
    const decided = row % 7 === 0 ? (row + 1) % 3 : row % 3;
    return k === decided ? sure : (1 - sure) / 2;
  });
}

test('of several classes, too, where only the decisions are the same', () => {
  const label = Float64Array.from({ length: 60 }, (_, row) => row % 3);
  const classes = ['a', 'b', 'c'];
  const rowsOf = (challenger: Float64Array, champion: Float64Array): ScoredRows => ({
    ...{ task: 'multiclass', label, classes, challenger, champion, groups: new Map() },
    labelText: { type: 'category', levels: classes, codes: Int32Array.from(label) },
    baseline: new Float64Array(180).fill(1 / 3),
  });
  // 60 · z² / (60 + z²) = 2.6 decisions; one moves a mean of three F1 by about a sixtieth.
  const width = widthOf(rowsOf(threeClasses(0.8), threeClasses(0.6)), 'f1_macro');
  expect(width).toBeGreaterThan(0.02);
  expect(width).toBeLessThan(0.08);
  expect(widthOf(rowsOf(threeClasses(0.8), threeClasses(0.8)), 'f1_macro')).toBe(0);
});

test('of rankings, too, that are right for every query here', () => {
  const [queries, rows] = [30, 180]; // six rows of each, of which the first is relevant
  const label = Float64Array.from({ length: rows }, (_, row) => Number(row % 6 === 0));
  const codes = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 6));
  const levels = Array.from({ length: queries }, (_, k) => `query ${String(k).padStart(2, '0')}`);
  const rankers = (champion: Float64Array): ScoredRows => ({
    ...{ task: 'ranking', label, champion, groups: new Map(), baseline: new Float64Array(rows) },
    challenger: label.map((y, row) => y + (row % 6) / 100),
    labelText: { type: 'category', levels: ['0', '1'], codes: Int32Array.from(label) },
    query: { type: 'category', levels, codes },
  });
  const other = rankers(label.map((y, row) => y - (row % 6) / 50));
  expect(widthOf(other, 'hit_rate_at_5')).toBeCloseTo(z2 / (queries + z2), 9);
  expect(widthOf(rankers(other.challenger), 'hit_rate_at_5')).toBe(0);
});

test('never further than the number can go', () => {
  const scored = scoredRows(alike(rows.slice(0, 60)));
  const codes = Int32Array.from({ length: 60 }, (_, row) => row % 10);
  const levels = Array.from({ length: 10 }, (_, k) => `person ${k}`);
  const clustered: ScoredRows = { ...scored, cluster: { type: 'category', levels, codes } };
  const { difference } = measure(clustered, { metric: 'f2' }, { ...settings, alpha: 1e-6 });
  expect(difference).toMatchObject({ low: -1, high: 1 });
});
