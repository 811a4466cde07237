import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialAucStatistic } from '../../../../src/core/evaluation/binary/partial-auc.ts';
import { rocAucStatistic } from '../../../../src/core/evaluation/binary/roc-auc.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';

test('up to a false positive rate of 1 the partial area is the whole', () => {
  const rows = fc.array(fc.record({ y: fc.constantFrom(0, 1), s: fc.integer({ min: 0, max: 6 }) }), { minLength: 2 });
  fc.assert(
    fc.property(rows, (list) => {
      const [y, s] = [Float64Array.from(list, (row) => row.y), Float64Array.from(list, (row) => row.s)];
      fc.pre(y.includes(0) && y.includes(1));
      expect(observe(partialAucStatistic(y, s, 1)).value).toBeCloseTo(observe(rocAucStatistic(y, s)).value, 12);
    }),
  );
});

test('perfect scores are 1 and chance is ½ at any limit', () => {
  for (const limit of [0.1, 0.5, 1]) {
    const perfect = partialAucStatistic(Float64Array.of(0, 0, 1), Float64Array.of(0.1, 0.2, 0.9), limit);
    const chance = partialAucStatistic(Float64Array.of(0, 1), Float64Array.of(0.5, 0.5), limit);
    expect(observe(perfect).value).toBeCloseTo(1, 12);
    expect(observe(chance).value).toBeCloseTo(0.5, 12);
  }
});

test('only the ranking of the highest negatives counts', () => {
  const label = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 0));
  const score = Float64Array.from({ length: 40 }, (_, i) => 40 - i);
  const lower = score.map((s) => (s > 20 ? s : 21 - s)); // the lower half upside down
  const [one, other] = [score, lower].map((s) => observe(partialAucStatistic(label, s, 0.2)).value);
  expect(one).toBe(other);
});
