import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { isDefined } from '../../../../src/core/evaluation/estimate.ts';
import { correlationsOf } from '../../../../src/core/profiling/correlation/correlations.ts';
import { kendallTauB } from '../../../../src/core/profiling/correlation/kendall.ts';

/** By definition, every pair of rows on its own. */
function tauBByPairs(x: Float64Array, y: Float64Array): number {
  let [agree, ofX, ofY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const [dx, dy] = [Math.sign((x[i] ?? 0) - (x[j] ?? 0)), Math.sign((y[i] ?? 0) - (y[j] ?? 0))];
      [agree, ofX, ofY] = [agree + dx * dy, ofX + dx * dx, ofY + dy * dy];
    }
  }
  return agree / Math.sqrt(ofX * ofY);
}

/** Few values, so that many are tied. */
const tied = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), { maxLength: 60 });
const any = fc.array(
  fc.tuple(fc.double(), fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, 1e308, 5e-324))),
  { maxLength: 40 },
);
const columns = (pairs: readonly (readonly [number, number])[]) =>
  [Float64Array.from(pairs, ([x]) => x), Float64Array.from(pairs, ([, y]) => y)] as const;
const names = ['pearson', 'spearman', 'kendall'] as const;

describe('correlations', () => {
  test('tau-b by a tree of counts is tau-b by all pairs', () => {
    fc.assert(
      fc.property(tied, (pairs) => {
        const [x, y] = columns(pairs);
        const expected = tauBByPairs(x, y);
        if (Number.isNaN(expected)) expect(kendallTauB(x, y).tau).toBeNaN();
        else expect(kendallTauB(x, y).tau).toBeCloseTo(expected, 12);
      }),
    );
  });

  test("tau-b's standard error is near the jackknife's, with ties and without", () => {
    const random = createRandom(5);
    const unit = () => random.next() / 2 ** 32;
    const rows = 150;
    for (const grid of [0, 4]) {
      const tie = (value: number) => (grid === 0 ? value : Math.round(grid * value));
      const a = Array.from({ length: rows }, unit);
      const x = Float64Array.from(a, tie);
      const y = Float64Array.from(a, (value) => tie((value + unit()) / 2));
      const without = x.map(
        (_, row) =>
          kendallTauB(
            x.filter((_, i) => i !== row),
            y.filter((_, i) => i !== row),
          ).tau,
      );
      const mean = without.reduce((sum, one) => sum + one, 0) / rows;
      const jackknife = Math.sqrt(((rows - 1) / rows) * without.reduce((sum, one) => sum + (one - mean) ** 2, 0));
      expect(kendallTauB(x, y).se / jackknife).toBeGreaterThan(0.97);
      expect(kendallTauB(x, y).se / jackknife).toBeLessThan(1.03);
    }
  });

  test('are a number from -1 to 1 inside its interval, or a reason: never NaN, whatever the columns hold', () => {
    fc.assert(
      fc.property(fc.oneof(any, tied), (pairs) => {
        const found = correlationsOf(...columns(pairs), 0.05);
        for (const name of names) {
          const one = found[name];
          if (!isDefined(one)) expect(one.undefined).toMatch(/\w/);
          else {
            expect(one.low).toBeGreaterThanOrEqual(-1);
            expect(one.high).toBeLessThanOrEqual(1);
            expect(one.value).toBeGreaterThanOrEqual(one.low - 1e-9);
            expect(one.value).toBeLessThanOrEqual(one.high + 1e-9);
          }
        }
      }),
    );
  });

  test('do not depend on the order of rows, and turn their sign with a column', () => {
    fc.assert(
      fc.property(tied, fc.infiniteStream(fc.nat()), (pairs, keys) => {
        const shuffled = pairs.map((pair) => [keys.next().value, pair] as const).sort((a, b) => a[0] - b[0]);
        const [x, y] = columns(pairs);
        const own = correlationsOf(x, y, 0.05);
        const again = correlationsOf(...columns(shuffled.map(([, pair]) => pair)), 0.05);
        const turned = correlationsOf(
          x.map((value) => -value),
          y,
          0.05,
        );
        for (const name of names) {
          const [a, b, c] = [own[name], again[name], turned[name]];
          if (!isDefined(a) || !isDefined(b) || !isDefined(c)) expect([a, b, c]).toEqual([a, a, a]);
          else {
            expect(b.value).toBeCloseTo(a.value, 12);
            expect(c.value).toBeCloseTo(-a.value, 12);
          }
        }
      }),
    );
  });

  test('count the rows that have both numbers, and those alone', () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6, Number.NaN, 8);
    const y = Float64Array.of(2, 1, 4, 3, 6, 5, 100, Infinity);
    const both = correlationsOf(x, y, 0.05);
    expect(both).toEqual(correlationsOf(x.slice(0, 6), y.slice(0, 6), 0.05));
    expect(both.pearson.n).toBe(6);
  });

  test('of a constant column, of no row and of four rows have a reason and n', () => {
    const six = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(
      correlationsOf(
        six,
        six.map(() => 7),
        0.05,
      ).kendall,
    ).toEqual({ undefined: 'one of them is constant', n: 6 });
    const reason = (n: number) => ({ undefined: `${n} rows have both, at least 5 are needed`, n });
    for (const n of [0, 1, 2, 4]) {
      expect(correlationsOf(six.slice(0, n), six.slice(0, n), 0.05).pearson).toEqual(reason(n));
    }
  });

  test("Pearson's interval is R's cor.test: mtcars mpg and wt, 95 %", () => {
    // > with(mtcars, cor.test(mpg, wt)): -0.8676594 (-0.9338264 -0.7440872)
    const mpg = [
      21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4,
    ];
    const more = [30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4];
    const wt = [
      2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
    ];
    const rest = [2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78];
    const { pearson } = correlationsOf(
      Float64Array.from([...mpg, ...more]),
      Float64Array.from([...wt, ...rest]),
      0.025,
    );
    if (!isDefined(pearson)) throw new Error(pearson.undefined);
    expect(pearson.value).toBeCloseTo(-0.8676594, 7);
    expect(pearson.low).toBeCloseTo(-0.9338264, 7);
    expect(pearson.high).toBeCloseTo(-0.7440872, 7);
  });
});
