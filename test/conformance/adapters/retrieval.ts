import {
  averagePrecision,
  discountedGain,
  hitAt,
  normalizedGain,
  precisionAt,
  recallAt,
  reciprocalRank,
} from '../../../src/core/evaluation/ranking/query-metrics.ts';
import { type RankedQuery, rankQueries } from '../../../src/core/evaluation/ranking/ranked-query.ts';
import { sortOrder } from '../../../src/core/evaluation/sort-order.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import { meanStatistic } from '../../../src/core/evaluation/sum-statistic.ts';
import { type Adapter, column, matrix, number, texts, values } from '../shapes.ts';

const mean = (queries: readonly RankedQuery[], of: (query: RankedQuery) => number) =>
  observe(meanStatistic(Float64Array.from(queries, of))).value;

/** Scores in the same order, but with equal ones told apart: the last is ahead. */
function withoutTies(scores: Float64Array): Float64Array {
  const ranks = new Float64Array(scores.length);
  for (const [rank, row] of sortOrder(scores).entries()) ranks[row] = rank;
  return ranks;
}

/** Queries whose rows are ranked, and what of it is relevant. */
export const retrievalAdapters: Readonly<Record<string, Adapter>> = {
  ndcg: ({ relevance, scores }, { k }) => {
    const rows = matrix(relevance);
    const first = k === null ? Number.POSITIVE_INFINITY : number(k);
    const ranked = (all: readonly Float64Array[]) =>
      all.flatMap((score, query) => rankQueries({ label: rows[query] ?? new Float64Array(), score }));
    const queries = ranked(matrix(scores));
    const strict = ranked(matrix(scores).map(withoutTies));
    return {
      ndcg_tie_averaged: mean(queries, (query) => normalizedGain(query, first)),
      ndcg_ignore_ties: mean(strict, (query) => normalizedGain(query, first)),
      dcg_tie_averaged: mean(queries, (query) => discountedGain(query, first)),
    };
  },
  retrieval_metrics: ({ runs }, { k }) => {
    const first = number(k);
    const queries = Object.values(values(runs)).map((run): RankedQuery => {
      const { ranked, relevant } = values(run);
      const wanted = texts(relevant);
      const gains = texts(ranked).map((id) => (wanted.includes(id) ? 1 : 0));
      return {
        ties: gains.map((gain) => ({ rows: 1, gain, relevant: gain })),
        best: column(wanted.map(() => 1)),
        relevant: wanted.length,
      };
    });
    return {
      precision: mean(queries, (query) => precisionAt(query, first)),
      recall: mean(queries, (query) => recallAt(query, first)),
      hit_rate: mean(queries, (query) => hitAt(query, first)),
      map: mean(queries, (query) => averagePrecision(query, first)),
      mrr: mean(queries, (query) => reciprocalRank(query, first)),
      ndcg: mean(queries, (query) => normalizedGain(query, first)),
    };
  },
};
