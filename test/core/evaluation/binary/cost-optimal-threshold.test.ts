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
