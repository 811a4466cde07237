import type { Metric } from '../metric.ts';
import type { Sample } from '../sample.ts';
import * as query from './query-metrics.ts';
import { type RankedQuery, rankQueries } from './ranked-query.ts';
import { singleRows, unrankable } from './unrankable.ts';

const whole = Number.POSITIVE_INFINITY;

/** Metrics of how a model orders the rows of each query: a number per query, and their mean. */
export const rankingMetrics = {
  ndcg: ndcg(whole, 'nDCG', ''),
  ndcg_at_5: ndcg(5, 'nDCG at 5', ' of the first 5 rows'),
  ndcg_at_10: ndcg(10, 'nDCG at 10', ' of the first 10 rows'),
  map: {
    ...perQuery((one) => query.averagePrecision(one, whole)),
    title: 'mean average precision',
    definition: 'Mean precision at the ranks of the relevant rows of a query.',
  },
  map_at_10: {
    ...perQuery((one) => query.averagePrecision(one, 10)),
    title: 'mean average precision at 10',
    definition: 'The same of the first 10 rows, over how many of the relevant ones could be among them.',
  },
  mrr: {
    ...perQuery((one) => query.reciprocalRank(one, whole)),
    title: 'mean reciprocal rank',
    definition: 'One over the rank of the first relevant row.',
  },
  precision_at_1: precision(1),
  precision_at_5: precision(5),
  precision_at_10: precision(10),
  recall_at_5: recall(5),
  recall_at_10: recall(10),
  hit_rate_at_5: hitRate(5),
  hit_rate_at_10: hitRate(10),
} satisfies Readonly<Record<string, Metric>>;

function perQuery(of: (one: RankedQuery) => number) {
  return {
    task: 'ranking',
    betterIs: 'higher',
    kind: 'mean',
    refuses: unrankable,
    perRow: (sample: Sample) => Float64Array.from(rankQueries(sample), of),
  } as const;
}

function ndcg(k: number, title: string, of: string): Metric {
  return {
    ...perQuery((one) => query.normalizedGain(one, k)),
    title,
    definition: `Discounted gain${of}, relevance / log₂(rank + 1), over that of the best order.`,
    refuses: (sample) => unrankable(sample) ?? singleRows(sample),
  };
}

function precision(k: number): Metric {
  return {
    ...perQuery((one) => query.precisionAt(one, k)),
    title: `precision at ${k}`,
    definition: k === 1 ? 'Whether the first row is relevant.' : `Relevant rows among the first ${k}, over ${k}.`,
  };
}

function recall(k: number): Metric {
  return {
    ...perQuery((one) => query.recallAt(one, k)),
    title: `recall at ${k}`,
    definition: `Share of a query's relevant rows among its first ${k}.`,
  };
}

function hitRate(k: number): Metric {
  return {
    ...perQuery((one) => query.hitAt(one, k)),
    title: `hit rate at ${k}`,
    definition: `Share of queries with a relevant row among the first ${k}.`,
  };
}
