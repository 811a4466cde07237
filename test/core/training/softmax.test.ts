import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softmaxRows } from '../../../src/core/training/softmax.ts';

const rowsOf = fc.integer({ min: 2, max: 6 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    scores: fc
      .array(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: classes, maxLength: classes }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((rows) => rows.flat()),
  }),
);

test('probabilities are those of e^x, above 0, and add up to 1, however far apart the scores', () => {
  fc.assert(
    fc.property(rowsOf, ({ scores, classes }) => {
      const found = Float64Array.from(scores);
      softmaxRows(found, classes);
      for (let from = 0; from < scores.length; from += classes) {
        const own = scores.slice(from, from + classes);
        const powers = own.map((score) => Math.exp(score - Math.max(...own)));
        const sum = powers.reduce((total, power) => total + power, 0);
        const probabilities = found.subarray(from, from + classes);
        expect(probabilities.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 12);
        for (const [k, p] of probabilities.entries()) {
          expect(p).toBeGreaterThan(0);
          expect(p).toBeCloseTo((powers[k] ?? 0) / sum, 12);
        }
      }
    }),
  );
});

test('adding a number to all scores of a row changes nothing but rounding; the order of classes nothing at all', () => {
  const [plain, shifted, turned] = [
    [1, 2, 4],
    [1001, 1002, 1004],
    [4, 2, 1],
  ].map((scores) => {
    const row = Float64Array.from(scores);
    softmaxRows(row, 3);
    return [...row];
  });
  for (const [k, p] of (plain ?? []).entries()) expect(shifted?.[k]).toBeCloseTo(p, 14);
  for (const [k, p] of (turned?.toReversed() ?? []).entries()) expect(plain?.[k]).toBeCloseTo(p, 15);
});
