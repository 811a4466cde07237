import type { Sample } from '../evaluation/sample.ts';
import { scaledWeights } from '../evaluation/sample-weights.ts';
import { clustersOf } from './clusters.ts';
import type { MeasureSettings, ScoredRows } from './scored-rows.ts';

/** One model's scores of all rows, and from which of them on it says positive. */
export interface ModelScores {
  readonly score: Float64Array;
  readonly threshold: number;
  /** 1 where it says so, where the threshold isn't what decides. */
  readonly decided?: Uint8Array | undefined;
}

/** Labels and one model's scores of some of the rows, as its task has them. */
export function partSample(
  rows: ScoredRows,
  part: Uint32Array,
  { score, threshold, decided }: ModelScores,
  { costs, classCosts }: Pick<MeasureSettings, 'costs' | 'classCosts'>,
): Sample {
  const queries = clustersOf(rows.query, [part]);
  const weight = rows.weight && takeNumbers(rows.weight, part);
  return {
    label: takeNumbers(rows.label, part),
    score: takeNumbers(score, part, scoreWidth(rows)),
    threshold,
    ...(decided && { decided: Uint8Array.from(part, (row) => decided[row] ?? 0) }),
    ...(rows.task === 'multiclass' && { classes: scoreWidth(rows) }),
    ...(queries && { query: queries.of }),
    ...(costs && { costs }),
    ...(classCosts && { classCosts }),
    ...(weight && { weight: scaledWeights(queries ? meanByQuery(weight, queries) : weight) }),
  };
}

/** What a number counts, by one of its rows: each row itself, or the first row of each query of a ranking. */
export function countedUnits(rows: ScoredRows, part: Uint32Array): Uint32Array {
  const queries = clustersOf(rows.query, [part]);
  if (queries === undefined) return part;
  const units = new Uint32Array(queries.count);
  for (const [i, query] of [...queries.of.entries()].reverse()) units[query] = part[i] ?? 0;
  return units;
}

/** How many numbers a model answers for one row. */
export function scoreWidth({ classes }: Pick<ScoredRows, 'classes'>): number {
  return classes?.length ?? 1;
}

/** The numbers of these rows, `width` for each. */
export function takeNumbers(values: Float64Array, index: Uint32Array, width = 1): Float64Array {
  const taken = new Float64Array(index.length * width);
  for (let i = 0; i < index.length; i += 1) {
    const from = (index[i] ?? 0) * width;
    for (let k = 0; k < width; k += 1) taken[i * width + k] = values[from + k] ?? Number.NaN;
  }
  return taken;
}

/** A query counts as much as its rows do on average. */
function meanByQuery(weight: Float64Array, { count, of }: { count: number; of: Uint32Array }): Float64Array {
  const [sums, rows] = [new Float64Array(count), new Float64Array(count)];
  for (const [i, query] of of.entries()) {
    sums[query] = (sums[query] ?? 0) + (weight[i] ?? 0);
    rows[query] = (rows[query] ?? 0) + 1;
  }
  return sums.map((sum, query) => sum / (rows[query] ?? 1));
}
