import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankingMetrics as names } from '../../../../src/core/definitions/schema/gates.ts';
import { bindMetric } from '../../../../src/core/evaluation/metric.ts';
import { metricOf } from '../../../../src/core/evaluation/metrics.ts';
import {
  averagePrecision,
  discountedGain,
  hitAt,
  normalizedGain,
  precisionAt,
  recallAt,
  reciprocalRank,
} from '../../../../src/core/evaluation/ranking/query-metrics.ts';
import { type RankedQuery, rankQueries } from '../../../../src/core/evaluation/ranking/ranked-query.ts';
import { rankingMetrics } from '../../../../src/core/evaluation/ranking/ranking-metrics.ts';
import type { Sample } from '../../../../src/core/evaluation/sample.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';

test('every name has a metric, and every metric a name', () => {
  expect(Object.keys(rankingMetrics).sort()).toEqual([...names].sort());
  expect(names.map((metric) => metricOf('ranking', { metric }))).toEqual(names.map((name) => rankingMetrics[name]));
});

function oneQuery(relevance: readonly number[], scores: readonly number[]): RankedQuery {
  const [query] = rankQueries({ label: Float64Array.from(relevance), score: Float64Array.from(scores) });
  if (query === undefined) throw new Error('rows of one query');
  return query;
}

/** Two queries, the rows of one among those of the other. */
const sample: Sample = {
  label: Float64Array.of(3, 0, 0, 1, 1, 2, 0, 0),
  score: Float64Array.of(0.9, 0.1, 0.9, 0.1, 0.2, 0.5, 0.4, 0.1),
  query: Uint32Array.of(0, 1, 0, 1, 0, 0, 1, 1),
  threshold: 0.5,
};

describe('reference values', () => {
  test.each([
    ['ndcg', 0.6673640622327826], // scikit-learn 1.9.1, the others by hand
    ['map', (((1 / 2) * 1 + (1 / 2) * (1 / 2) + 2 / 3 + 3 / 4) / 3 + (1 / 2 + 1 / 3 + 1 / 4) / 3) / 2],
    ['mrr', (1 / 2 + (1 / 2) * (1 / 2) + (1 / 2 + 1 / 3 + 1 / 4) / 3) / 2],
    ['precision_at_1', 1 / 4],
    ['precision_at_5', (3 / 5 + 1 / 5) / 2],
    ['recall_at_5', 1],
    ['hit_rate_at_5', 1],
  ] as const)('%s', (name, want) => {
    expect(observe(bindMetric(rankingMetrics[name], sample)).value).toBeCloseTo(want, 12);
  });

  test('tied scores share the gains of their ranks: 7.5 of 10', () => {
    const query = oneQuery([10, 0, 0, 1, 5], [1, 0, 0, 0, 1]);
    expect([discountedGain(query, 1), normalizedGain(query, 1)]).toEqual([7.5, 0.75]);
  });
});

/** Every number of a query. */
const numbers = { averagePrecision, discountedGain, hitAt, normalizedGain, precisionAt, recallAt, reciprocalRank };
const rows = fc.array(fc.record({ relevance: fc.nat(2), score: fc.nat(2) }), { minLength: 1, maxLength: 5 });

test.each(Object.entries(numbers))('%s of tied rows is its mean over all their orders', (_, of) => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), (list, k) => {
      const tied = oneQuery(
        list.map(({ relevance }) => relevance),
        list.map(({ score }) => score),
      );
      const orders = permutations(list.map((_, i) => i)).map((order) => {
        // Each order breaks the ties in its own way.
        const scores = list.map(({ score }, i) => score + order.indexOf(i) / 10);
        return of(
          oneQuery(
            list.map(({ relevance }) => relevance),
            scores,
          ),
          k,
        );
      });
      expect(of(tied, k)).toBeCloseTo(orders.reduce((a, b) => a + b, 0) / orders.length, 9);
    }),
  );
});

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

describe.each(names)('%s', (name) => {
  const statistic = bindMetric(rankingMetrics[name], sample);

  test('counts queries, not rows', () => {
    expect(statistic).toMatchObject({ rows: 2, counted: 2 });
    const [first, second] = [Uint32Array.of(1, 0), Uint32Array.of(0, 1)].map((counts) => statistic.value(counts).value);
    expect(statistic.leaveOneOut()[0]).toBeCloseTo(second ?? Number.NaN, 12);
    expect(statistic.leaveOneOut()[1]).toBeCloseTo(first ?? Number.NaN, 12);
    expect(observe(statistic).value).toBeCloseTo(((first ?? 0) + (second ?? 0)) / 2, 12);
  });

  test('does not depend on the order of rows', () => {
    const turned = { ...sample, label: sample.label.toReversed(), score: sample.score.toReversed() };
    const other = bindMetric(rankingMetrics[name], {
      ...turned,
      query: sample.query?.toReversed() ?? new Uint32Array(),
    });
    expect(observe(other).value).toBeCloseTo(observe(statistic).value, 12);
  });

  test('of no rows is degenerate', () => {
    const none = { label: new Float64Array(), score: new Float64Array(), query: new Uint32Array(), threshold: 0.5 };
    expect(observe(bindMetric(rankingMetrics[name], none)).degenerate).toBe('no rows');
  });

  test('a query without a relevant row counts 0', () => {
    const none = { ...sample, label: Float64Array.of(3, 0, 0, 0, 1, 2, 0, 0) };
    expect(bindMetric(rankingMetrics[name], none).value(Uint32Array.of(0, 1)).value).toBe(0);
  });
});

describe('what can not be ranked', () => {
  const refusal = (name: 'ndcg' | 'map', other: Partial<Sample>) =>
    rankingMetrics[name].refuses?.({ ...sample, ...other });

  test('a relevance below 0', () => {
    const label = sample.label.map((relevance) => relevance - 1);
    expect(refusal('map', { label })).toBe('4 of 8 rows have a relevance below 0');
  });

  test('no relevant row at all', () => {
    expect(refusal('map', { label: new Float64Array(8) })).toBe('no row of any query is relevant');
  });

  test('for nDCG a query of a single row', () => {
    const query = Uint32Array.of(0, 1, 0, 1, 0, 0, 1, 2);
    expect([refusal('ndcg', { query }), refusal('map', { query })]).toEqual([
      '1 of 3 queries have a single row: nothing to rank',
      undefined,
    ]);
  });
});
