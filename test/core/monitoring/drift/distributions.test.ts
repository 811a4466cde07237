import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { homogeneityP } from '../../../../src/core/monitoring/drift/chi-square.ts';
import { chiSquareUpperTail } from '../../../../src/core/monitoring/drift/chi-square-distribution.ts';
import { hypergeometricDraws } from '../../../../src/core/monitoring/drift/hypergeometric.ts';
import { kolmogorovUpperTail } from '../../../../src/core/monitoring/drift/kolmogorov-distribution.ts';
import { type LevelCell, totalVariationDistance } from '../../../../src/core/monitoring/drift/level-cells.ts';

// Values of scipy 1.x: stats.chi2.sf, stats.kstwo.sf, stats.chi2_contingency(correction=False).
test.each([
  [100, 50, 3.454931382984871e-5],
  [3, 5, 0.6999858358786276],
  [1000, 5, 6.0100776879208495e-214],
])('chi-square of %d with %d degrees of freedom', (x, df, p) => {
  expect(chiSquareUpperTail(x, df) / p).toBeCloseTo(1, 9);
});

test.each([
  [0.1, 140, 0.11353657290090946, 10],
  [0.2, 141, 2.0276784223976912e-5, 5],
  [0.05, 1000, 0.013012074781090332, 3],
  [0.03, 1000, 0.3226902143914636, 2],
])('Kolmogorov at %d with %d values', (d, n, p, digits) => {
  expect(kolmogorovUpperTail(d, n)).toBeCloseTo(p, digits);
});

const cells = (reference: readonly number[], current: readonly number[]): LevelCell[] =>
  reference.map((n, i) => ({ level: `l${i}`, reference: n, current: current[i] ?? 0 }));

test('levels are tested by chi-square of homogeneity while every cell is filled', () => {
  expect(homogeneityP(cells([40, 30, 30], [28, 32, 40]), 1)).toBeCloseTo(0.16441405485202934, 12);
});

test('thin cells are permuted: one rare level more is nothing, and p is never 0', () => {
  expect(homogeneityP(cells([50, 50, 0], [50, 49, 1]), 1)).toBeGreaterThan(0.3);
  expect(homogeneityP(cells([50, 50, 0], [10, 50, 3]), 1)).toBeLessThan(0.01);
  expect(homogeneityP(cells([100, 0], [0, 3]), 1)).toBeGreaterThan(0);
});

test('one and the same level on both sides is p 1', () => {
  expect(homogeneityP(cells([50], [50]), 1)).toBe(1);
});

test('total variation counts what would have to change its level', () => {
  expect(totalVariationDistance(cells([50, 50, 0], [40, 50, 10]))).toBeCloseTo(0.1, 12);
  expect(totalVariationDistance(cells([5], [0]))).toBeNaN();
});

test('random tables keep both margins, and their mean is the expected count', () => {
  const columns = [20, 30, 1];
  const draw = hypergeometricDraws(columns, createRandom(3));
  const drawn = Array.from({ length: 4000 }, () => draw(17));
  expect(drawn.every((table) => table.reduce((sum, n) => sum + n, 0) === 17)).toBe(true);
  expect(drawn.every((table) => table.every((n, k) => n >= 0 && n <= (columns[k] ?? 0)))).toBe(true);
  const mean = drawn.reduce((sum, [first = 0]) => sum + first, 0) / drawn.length;
  expect(mean).toBeCloseTo((17 * 20) / 51, 1);
});
