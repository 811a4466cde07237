import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constrainedThresholds } from '../../../../src/core/evaluation/group-thresholds/constrained-thresholds.ts';
import { type Constraint, decisionCurve } from '../../../../src/core/evaluation/group-thresholds/decision-curve.ts';
import { leastInRange } from '../../../../src/core/evaluation/group-thresholds/least-in-range.ts';

const costs = { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 };
const constraints: readonly Constraint[] = ['demographicParity', 'equalOpportunity', 'equalizedOdds'];

/** Rows of both classes, with scores that tie. */
const part = fc
  .array(fc.record({ label: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 6 }) }), { maxLength: 8 })
  .map((rows) => [...rows, { label: 0, score: 2 }, { label: 1, score: 4 }])
  .map((rows) => ({
    label: Float64Array.from(rows, ({ label }) => label),
    score: Float64Array.from(rows, ({ score }) => score / 10),
  }));

type Part = { label: Float64Array; score: Float64Array };

/** Rates of every constraint, and cost, by hand. */
function decided({ label, score }: Part, threshold: number, constraint: Constraint) {
  const rows = Array.from(label, (y, i) => ({ y, called: (score[i] ?? 0) >= threshold }));
  const share = (of: typeof rows) => of.filter(({ called }) => called).length / of.length;
  const [positives, negatives] = [rows.filter(({ y }) => y === 1), rows.filter(({ y }) => y === 0)];
  const rates = {
    demographicParity: [share(rows)],
    equalOpportunity: [share(positives)],
    equalizedOdds: [share(positives), share(negatives)],
  }[constraint];
  const cost = rows.reduce((sum, { y, called }) => sum + (y === 1 && !called ? 5 : y === 0 && called ? 1 : 0), 0);
  return { rates, cost };
}

/** Every choice of thresholds there is. */
function* choices(parts: readonly Part[]): Generator<number[]> {
  const [first, ...others] = parts;
  if (first === undefined) yield [];
  else
    for (const threshold of new Set([1.1, ...first.score]))
      for (const rest of choices(others)) yield [threshold, ...rest];
}

function spread(parts: readonly Part[], thresholds: readonly number[], constraint: Constraint): number {
  const rates = parts.map((one, i) => decided(one, thresholds[i] ?? 1, constraint).rates);
  return Math.max(
    ...(rates[0] ?? []).map((_, k) => {
      const of = rates.map((rate) => rate[k] ?? 0);
      return Math.max(...of) - Math.min(...of);
    }),
  );
}

const costOf = (parts: readonly Part[], thresholds: readonly number[], constraint: Constraint) =>
  parts.reduce((sum, one, i) => sum + decided(one, thresholds[i] ?? 1, constraint).cost, 0);

describe.each(constraints)('%s', (constraint) => {
  test('holds, and nothing that holds is cheaper', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 3 }),
        fc.constantFrom(0, 0.1, 0.3, 0.8),
        (parts, within) => {
          const curves = parts.map((one) => decisionCurve(one, costs, constraint));
          const found = constrainedThresholds(curves, within);
          expect(spread(parts, found, constraint)).toBeLessThanOrEqual(within + 1e-9);
          let least = Number.POSITIVE_INFINITY;
          for (const choice of choices(parts)) {
            if (spread(parts, choice, constraint) <= within + 1e-9)
              least = Math.min(least, costOf(parts, choice, constraint));
          }
          expect(costOf(parts, found, constraint)).toBe(least);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a row of weight 2 counts as two rows', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        const weight = a.label.map((_, i) => 1 + (i % 2));
        const twice = [...weight.keys()].flatMap((i) => Array.from({ length: weight[i] ?? 1 }, () => i));
        const take = (values: Float64Array) => Float64Array.from(twice, (i) => values[i] ?? 0);
        const repeated = { label: take(a.label), score: take(a.score) };
        const fitted = (first: Parameters<typeof decisionCurve>[0]) =>
          constrainedThresholds(
            [first, b].map((one) => decisionCurve(one, costs, constraint)),
            0.2,
          );
        expect(fitted({ ...a, weight })).toEqual(fitted(repeated));
      }),
      { numRuns: 60 },
    );
  });
});

test('the least of any range, of equal values the last', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      (list, a, b) => {
        const ends = [a % list.length, b % list.length].sort((x, y) => x - y);
        const [from = 0, to = 0] = ends;
        const range = list.slice(from, to + 1);
        expect(leastInRange(Float64Array.from(list))(from, to)).toBe(from + range.lastIndexOf(Math.min(...range)));
      },
    ),
  );
});
