import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOptimalThreshold } from '../../../../src/core/evaluation/binary/cost-optimal-threshold.ts';

const rows = fc.array(fc.record({ y: fc.constantFrom(0, 1), s: fc.integer({ min: 0, max: 6 }).map((i) => i / 6) }), {
  maxLength: 30,
});
const cost = fc.integer({ min: -3, max: 9 });
const costs = fc.record({ falseNegative: cost, falsePositive: cost, truePositive: cost, trueNegative: cost });

test('costs no more than any other threshold, and is the smallest that costs so little', () => {
  fc.assert(
    fc.property(rows, costs, (list, c) => {
      const price = (threshold: number) =>
        list.reduce((sum, { y, s }) => {
          if (y === 1) return sum + (s >= threshold ? c.truePositive : c.falseNegative);
          return sum + (s >= threshold ? c.falsePositive : c.trueNegative);
        }, 0);
      const candidates = [...new Set(list.map(({ s }) => s)), 1.1].sort((a, b) => a - b);
      const least = Math.min(...candidates.map(price));
      const found = costOptimalThreshold(
        Float64Array.from(list, ({ y }) => y),
        Float64Array.from(list, ({ s }) => s),
        c,
      );
      expect(found).toEqual({ threshold: candidates.find((t) => price(t) === least), cost: least });
    }),
  );
});

const tenths = { falseNegative: 0.3, falsePositive: 0.1, truePositive: 0, trueNegative: 0 };
const half = Float64Array.of(0.5, 0.5, 0.5, 0.5);

test.each([
  ['first', [1, 0, 0, 0]],
  ['third', [0, 0, 1, 0]],
  ['last', [0, 0, 0, 1]],
])('costs that are equal but for rounding are equal: the positive row is the %s', (_, label) => {
  expect(costOptimalThreshold(Float64Array.from(label), half, tenths).threshold).toBe(0.5);
});

test('what a right answer brings may be as much as a wrong one costs', () => {
  const gain = { falseNegative: 0, falsePositive: 0.1, truePositive: -0.3, trueNegative: 0 };
  expect(costOptimalThreshold(Float64Array.of(0, 0, 1, 0), half, gain).threshold).toBe(0.5);
});

test('a small cost counts beside one a billion times as large', () => {
  const [label, score] = [Float64Array.of(1, 0, 0), Float64Array.of(0.9, 0.5, 0.4)];
  const found = costOptimalThreshold(label, score, { ...tenths, falseNegative: 1e9, falsePositive: 1e-3 });
  expect(found).toEqual({ threshold: 0.9, cost: 0 });
});

test('the order of rows and their weights in tenths change nothing', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(0.1, 0.7, 1), fc.nat(30), (list, weight, by) => {
      const turned = [...list.slice(by), ...list.slice(0, by)];
      const [found, other] = [list, turned].map((of) =>
        costOptimalThreshold(
          Float64Array.from(of, ({ y }) => y),
          Float64Array.from(of, ({ s }) => s),
          tenths,
          new Float64Array(of.length).fill(weight),
        ),
      );
      expect(other?.threshold).toBe(found?.threshold);
      const whole = { ...tenths, falseNegative: 3, falsePositive: 1 };
      const exact = costOptimalThreshold(
        Float64Array.from(list, ({ y }) => y),
        Float64Array.from(list, ({ s }) => s),
        whole,
      );
      expect(found?.threshold).toBe(exact.threshold);
    }),
  );
});
