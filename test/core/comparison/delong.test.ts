import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delongPaired } from '../../../src/core/comparison/delong.ts';
import { delongTest } from '../../../src/core/comparison/delong-test.ts';

/** Rows with many ties. */
const rows = fc.array(
  fc.record({ y: fc.constantFrom(0, 1), a: fc.integer({ min: 0, max: 6 }), b: fc.integer({ min: 0, max: 6 }) }),
  {
    minLength: 8,
    maxLength: 40,
  },
);

function columns(list: readonly { y: number; a: number; b: number }[]) {
  const of = (key: 'y' | 'a' | 'b') => Float64Array.from(list, (row) => row[key]);
  return { label: of('y'), a: of('a'), b: of('b') };
}

/** DeLong et al. (1988), equations 3 to 6, as written: over all pairs of a positive and a negative row. */
function byDefinition(label: Float64Array, score: Float64Array) {
  const pick = (y: number) => [...score].filter((_, i) => label[i] === y);
  const [positive, negative] = [pick(1), pick(0)];
  const psi = (x: number, y: number) => (y < x ? 1 : y === x ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const v10 = positive.map((x) => mean(negative.map((y) => psi(x, y))));
  const v01 = negative.map((y) => mean(positive.map((x) => psi(x, y))));
  return { auc: mean(v10), v10, v01 };
}

describe('delongPaired', () => {
  test('equals the definition over all pairs, ties included', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { label, a, b } = columns(list);
        const [x, y] = [byDefinition(label, a), byDefinition(label, b)];
        fc.pre(x.v10.length > 1 && x.v01.length > 1);
        const part = (u: number[], v: number[]) => {
          const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
          const [mu, mv] = [mean(u), mean(v)];
          return u.reduce((sum, value, i) => sum + (value - mu) * ((v[i] ?? 0) - mv), 0) / (u.length - 1) / u.length;
        };
        const found = delongPaired(label, a, b);
        expect(found.auc.a).toBeCloseTo(x.auc, 12);
        expect(found.auc.b).toBeCloseTo(y.auc, 12);
        expect(found.covariance).toBeCloseTo(part(x.v10, y.v10) + part(x.v01, y.v01), 12);
        const variance = found.variance.a + found.variance.b - 2 * found.covariance;
        expect(found.se ** 2).toBeCloseTo(variance, 12);
      }),
    );
  });

  test('flips its signs when the models are swapped', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { label, a, b } = columns(list);
        const [one, other] = [delongPaired(label, a, b), delongPaired(label, b, a)];
        expect(one.difference).toEqual(-other.difference + 0);
        expect(one.se).toEqual(other.se);
      }),
    );
  });

  test('knows no error when a class has fewer than two rows', () => {
    const one = Float64Array.of(1, 0, 0, 0);
    expect(delongPaired(one, Float64Array.of(4, 1, 2, 3), Float64Array.of(1, 2, 3, 4)).se).toBeNaN();
  });

  test('finds nothing between a model and its rescaled self', () => {
    const label = Float64Array.of(0, 1, 0, 1, 1, 0);
    const score = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.2, 0.5);
    const found = delongPaired(
      label,
      score,
      score.map((s) => Math.exp(s)),
    );
    expect([found.difference, found.se]).toEqual([0, 0]);
    expect(delongTest(found)).toEqual({ z: 0, twoSided: 1, greater: 0.5 });
  });
});
