import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/core/comparison/decide.ts';
import { measure } from '../../../src/core/comparison/measure.ts';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import { binaryMetrics } from '../../../src/core/definitions/schema/metric-names.ts';
import { type Estimate, isDefined } from '../../../src/core/evaluation/estimate.ts';
import { measurementSchema, type Quantity } from '../../../src/core/gate/evidence.ts';
import { type Row, scoredRows, settings, someRows } from './rows.ts';

const quick = { ...settings, resamples: 60, minimumGroup: 2, opinions: { margin: 0.05 } };
const contrast = { name: 'age', value: 'young', reference: 'old' };

interface WildRow extends Row {
  readonly anchor: number;
  readonly weight: number;
  readonly cluster: number;
}

const score = fc.constantFrom(0, 1, 0.5, 0.25, 0.75, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const wildRow: fc.Arbitrary<WildRow> = fc.record({
  label: fc.constantFrom(0, 1, Number.NaN),
  challenger: score,
  champion: score,
  anchor: score,
  group: fc.constantFrom('young', 'old'),
  weight: fc.constantFrom(0.5, 1, 2, 1000),
  cluster: fc.integer({ min: -1, max: 20 }),
});

/** Rows with everything that rows may have. */
function wholeRows(list: readonly WildRow[], has: { weight: boolean; cluster: boolean }): ScoredRows {
  const levels = Array.from({ length: 21 }, (_, k) => `c${String(k).padStart(2, '0')}`);
  const codes = Int32Array.from(list, (row) => row.cluster);
  return {
    ...scoredRows(list),
    anchor: Float64Array.from(list, (row) => row.anchor),
    ...(has.weight && { weight: Float64Array.from(list, (row) => row.weight) }),
    ...(has.cluster && { cluster: { type: 'category' as const, codes, levels } }),
  };
}

const estimatesOf = (found: ReturnType<typeof measure>): readonly Estimate[] =>
  [found.challenger, found.champion, found.difference, found.anchorDifference, found.widening].filter(
    (one) => one !== undefined,
  );

const quantities = (['accuracy', 'roc_auc', 'brier', 'f1', 'recall', 'selection_rate'] as const).flatMap(
  (metric): Quantity[] => [{ metric }, { metric, group: contrast }, { metric, relative: true }],
);

describe('whatever the rows, anchors, weights and clusters', () => {
  const kinds = fc.record({ weight: fc.boolean(), cluster: fc.boolean() });

  test.each(quantities.map((quantity) => [JSON.stringify(quantity), quantity] as const))('%s', (_, quantity) => {
    fc.assert(
      fc.property(fc.array(wildRow, { maxLength: 60 }), kinds, (list, has) => {
        const found = measure(wholeRows(list, has), quantity, quick);
        measurementSchema.parse(found); // no NaN, no infinity
        for (const estimate of estimatesOf(found)) {
          if (isDefined(estimate)) expect(estimate.low <= estimate.high).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each([0, 1, 2])('of %i rows nothing passes', (n) => {
    const list = someRows(n).map((row) => ({ ...row, anchor: row.champion, weight: 1, cluster: 0 }));
    for (const quantity of quantities) {
      for (const estimate of estimatesOf(measure(wholeRows(list, { weight: true, cluster: true }), quantity, quick))) {
        const asked = { rule: 'notWorse', margin: 1e9, betterIs: 'higher' } as const;
        expect(decide(estimate, asked, 0.05).outcome).toBe('inconclusive');
      }
    }
  });
});

/** Whole weights, so that a row can as well be there that often. */
const weightedRows = fc.array(
  fc.record({
    label: fc.constantFrom(0, 1),
    challenger: fc.constantFrom(0.1, 0.3, 0.5, 0.7, 0.9),
    champion: fc.constantFrom(0.1, 0.3, 0.5, 0.7, 0.9),
    group: fc.constantFrom('young', 'old'),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 40, maxLength: 80 },
);

/** Bins of equal mass hold whole rows, so copies of one row may be parted where one row of that weight is not. */
const countable = binaryMetrics.filter((metric) => !metric.endsWith('_mass'));

test('a row of weight 3 is that row three times, in every number of both models', () => {
  fc.assert(
    fc.property(weightedRows, fc.constantFrom(...countable), (list, metric) => {
      const repeated = list.flatMap((row) => new Array<Row>(row.times).fill(row));
      const weighted = { ...scoredRows(list), weight: Float64Array.from(list, ({ times }) => times) };
      const few = { ...settings, resamples: 20 };
      const [one, other] = [measure(weighted, { metric }, few), measure(scoredRows(repeated), { metric }, few)];
      for (const key of ['challenger', 'champion', 'difference'] as const) {
        const [a, b] = [one[key], other[key]];
        if (a && b && isDefined(a) && isDefined(b)) expect(a.value).toBeCloseTo(b.value, 9);
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

test.each(['accuracy', 'roc_auc', 'recall'] as const)(
  'swapping the models turns the interval of %s round',
  (metric) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 40, max: 200 }), (seed, n) => {
        const rows = someRows(n, seed);
        const swapped = rows.map((row) => ({ ...row, challenger: row.champion, champion: row.challenger }));
        const [a, b] = [rows, swapped].map((list) => measure(scoredRows(list), { metric }, settings).difference);
        if (a === undefined || b === undefined || !isDefined(a) || !isDefined(b)) return;
        expect([b.value, b.low, b.high].map((x) => x.toFixed(9))).toEqual(
          [-a.value, -a.high, -a.low].map((x) => (x + 0).toFixed(9)),
        );
      }),
      { numRuns: 60 },
    );
  },
);

test('an anchor that is the champion says what the champion says', () => {
  const rows = scoredRows(someRows(300));
  const same = { ...rows, ...(rows.champion && { anchor: rows.champion }) };
  for (const metric of binaryMetrics) {
    const found = measure(same, { metric }, { ...settings, resamples: 100 });
    const { difference, anchorDifference } = found;
    if (anchorDifference && isDefined(anchorDifference)) expect(anchorDifference).toEqual(difference);
    else expect(difference && isDefined(difference)).toBe(false);
  }
});
