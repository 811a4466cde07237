import { rocAucStatistic } from '../binary/roc-auc.ts';
import type { Sample } from '../sample.ts';
import type { Counts, Statistic } from '../statistic.ts';
import { averageStatistic, subsetStatistic } from './average-statistic.ts';
import { classesOf, classScores } from './class-scores.ts';

type Weighting = 'macro' | 'weighted';

/**
 * Mean ROC AUC of each class against all others, `weighted` by the rows of the class (scikit-learn's `multi_class="ovr"`). Degenerate
 * where a class has no rows.
 */
export function oneVersusRestAuc(sample: Sample, weighting: Weighting): Statistic {
  const { label } = sample;
  const parts = everyClass(sample).map((k) => rocAucStatistic(isClass(label, k), classScores(sample, k)));
  if (weighting === 'macro') return averageStatistic(parts);
  return averageStatistic(parts, {
    of: (counts) => rowsByClass(sample, counts),
    share: (k, row) => (label[row] === k ? 1 : 0),
  });
}

/**
 * Mean ROC AUC over pairs of classes, among the rows of the two, each pair the mean of both directions: Hand and Till (2001).
 * `weighted` by the rows of the pair (scikit-learn's `multi_class="ovo"`). Degenerate where a class has no rows.
 */
export function oneVersusOneAuc(sample: Sample, weighting: Weighting): Statistic {
  const { label } = sample;
  const classes = everyClass(sample);
  const pairs = classes.flatMap((a) => classes.slice(a + 1).map((b) => [a, b] as const));
  const rowsOf = classes.map((k) => [...label.keys()].filter((row) => label[row] === k));
  const scores = classes.map((k) => classScores(sample, k));
  const parts = pairs.map(([a, b]) => {
    const index = Uint32Array.from([...(rowsOf[a] ?? []), ...(rowsOf[b] ?? [])]);
    const own = Float64Array.from(index, (row) => label[row] ?? Number.NaN);
    const direction = (k: number) =>
      rocAucStatistic(
        isClass(own, k),
        Float64Array.from(index, (row) => scores[k]?.[row] ?? Number.NaN),
      );
    return subsetStatistic(averageStatistic([direction(a), direction(b)]), index, label.length);
  });
  const average = averageStatistic(parts, weighting === 'weighted' ? pairWeights(sample, pairs) : undefined);
  return { ...average, counted: label.length };
}

function pairWeights(sample: Sample, pairs: readonly (readonly [number, number])[]) {
  return {
    of(counts: Counts) {
      const rows = rowsByClass(sample, counts);
      return Float64Array.from(pairs, ([a, b]) => (rows[a] ?? 0) + (rows[b] ?? 0));
    },
    share(pair: number, row: number) {
      const y = sample.label[row] ?? Number.NaN;
      return pairs[pair]?.includes(y) ? 1 : 0;
    },
  };
}

function rowsByClass(sample: Sample, counts: Counts): Float64Array {
  const rows = new Float64Array(classesOf(sample));
  for (const [row, y] of sample.label.entries()) rows[y] = (rows[y] ?? 0) + (counts[row] ?? 0);
  return rows;
}

function everyClass(sample: Sample): readonly number[] {
  return Array.from({ length: classesOf(sample) }, (_, k) => k);
}

function isClass(label: Float64Array, k: number): Float64Array {
  return label.map((y) => (y === k ? 1 : 0));
}
