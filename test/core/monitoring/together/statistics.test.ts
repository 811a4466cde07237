import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { hotellingTest } from '../../../../src/core/monitoring/together/hotelling.ts';
import { permutationTest } from '../../../../src/core/monitoring/together/permutation-test.ts';
import type { Rows } from '../../../../src/core/monitoring/together/rows.ts';
import { symmetricEigen } from '../../../../src/core/monitoring/together/symmetric-eigen.ts';

// The formulas themselves are held against other tools by test/conformance/cases/drift_multivariate.json.

test('each eigenvector is only stretched by the matrix, and they are at right angles', () => {
  const n = 6;
  const random = createRandom(4);
  const half = Float64Array.from({ length: n * n }, () => random.next() / 2 ** 32 - 0.5);
  const matrix = half.map((value, at) => value + (half[(at % n) * n + Math.floor(at / n)] ?? 0));
  const { values, vectors } = symmetricEigen(matrix, n);
  expect([...values].sort((a, b) => b - a)).toEqual(values);
  for (const [i, vector] of vectors.entries()) {
    for (let row = 0; row < n; row += 1) {
      const stretched = vector.reduce((sum, value, k) => sum + (matrix[row * n + k] ?? 0) * value, 0);
      expect(stretched).toBeCloseTo((values[i] ?? 0) * (vector[row] ?? 0), 10);
    }
    for (const [j, other] of vectors.entries()) {
      const product = vector.reduce((sum, value, k) => sum + value * (other[k] ?? 0), 0);
      expect(product).toBeCloseTo(Number(i === j), 10);
    }
  }
});

test('all divisions are looked at where they are few, each once; else so many random ones, and p is never 0', () => {
  const seen: string[] = [];
  const statistic = (current: Uint32Array) => {
    seen.push([...current].join(' '));
    return current.reduce((sum, row) => sum + row, 0);
  };
  const sizes = { count: 6, current: 2 };
  expect(permutationTest(statistic, sizes, 15, 1)).toEqual({ divisions: 15, atLeast: 1, exact: true, p: 1 / 15 });
  expect(new Set(seen.slice(1)).size).toBe(15);
  const tiny = permutationTest((current) => 1e-20 * statistic(current), sizes, 15, 1);
  expect(tiny).toMatchObject({ atLeast: 1, divisions: 15 });
  const sampled = permutationTest(statistic, { count: 60, current: 20 }, 99, 1);
  expect(sampled).toEqual({ divisions: 99, atLeast: 0, exact: false, p: 0.01 });
  expect(new Set(seen).size).toBeGreaterThan(100);
});

test('a number that others make up changes nothing in Hotelling’s test', () => {
  const random = createRandom(2);
  const draw = (count: number): Rows => ({
    count,
    width: 2,
    values: Float64Array.from({ length: 2 * count }, () => random.next() / 2 ** 32),
  });
  const [before, now] = [draw(40), draw(30)];
  const withSum = ({ count, values }: Rows): Rows => ({
    count,
    width: 3,
    values: Float64Array.from({ length: 3 * count }, (_, at) => {
      const [a, b] = [values[2 * Math.floor(at / 3)] ?? 0, values[2 * Math.floor(at / 3) + 1] ?? 0];
      return [a, b, a + b][at % 3] ?? 0;
    }),
  });
  const [plain, summed] = [hotellingTest(before, now), hotellingTest(withSum(before), withSum(now))];
  expect(summed?.t2).toBeCloseTo(plain?.t2 ?? Number.NaN, 8);
  expect(summed?.p).toBeCloseTo(plain?.p ?? Number.NaN, 8);
});
