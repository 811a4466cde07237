import type { Sample } from '../sample.ts';
import { sortOrder } from '../sort-order.ts';

/** Rows of one query that have the same score: nothing between them can be told. */
export interface Tie {
  readonly rows: number;
  /** Sum of their relevance. */
  readonly gain: number;
  /** How many have any. */
  readonly relevant: number;
}

/** One query's rows as a model ranks them. */
export interface RankedQuery {
  /** From the highest score down. */
  readonly ties: readonly Tie[];
  /** Relevance of all that could have been found, in the best order. */
  readonly best: Float64Array;
  /** How much of it is relevant at all. */
  readonly relevant: number;
}

/** The rows of every query, which are numbered from 0. */
export function rankQueries(sample: Pick<Sample, 'label' | 'score' | 'query'>): readonly RankedQuery[] {
  const { label, score, query = new Uint32Array(label.length) } = sample;
  const rows: number[][] = [];
  for (const row of sortOrder(score).reverse()) {
    const number = query[row] ?? 0;
    rows[number] ??= [];
    rows[number].push(row);
  }
  return Array.from(rows, (own = []) => {
    const gains = Float64Array.from(own, (row) => label[row] ?? Number.NaN);
    return rankedQuery(
      gains,
      own.map((row) => score[row] ?? Number.NaN),
    );
  });
}

/** Relevance of rows from the highest score down, and their scores. */
function rankedQuery(gains: Float64Array, scores: readonly number[]): RankedQuery {
  const ties: Tie[] = [];
  for (let start = 0; start < gains.length; ) {
    let [end, gain, relevant] = [start, 0, 0];
    for (; end < gains.length && (end === start || scores[end] === scores[start]); end += 1) {
      gain += gains[end] ?? 0;
      relevant += (gains[end] ?? 0) > 0 ? 1 : 0;
    }
    ties.push({ rows: end - start, gain, relevant });
    start = end;
  }
  return { ties, best: gains.slice().sort().reverse(), relevant: gains.filter((gain) => gain > 0).length };
}
