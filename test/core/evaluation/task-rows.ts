import { createRandom } from '../../../src/core/comparison/random.ts';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';

/** A row of an evaluation of several classes or of a ranking; scores are one number, or one for each class. */
export interface TaskRow {
  readonly label: number;
  readonly challenger: readonly number[];
  readonly champion: readonly number[];
  readonly query: string;
  readonly group: string;
  readonly weight?: number;
}

export const classes = ['on time', 'late', 'very late'];

/** Rows of a task, as an evaluation has them. */
export function taskRows(task: 'multiclass' | 'ranking', rows: readonly TaskRow[]): ScoredRows {
  const weighted = rows.some(({ weight }) => weight !== undefined);
  return {
    task,
    ...(task === 'multiclass' && { classes }),
    label: Float64Array.from(rows, ({ label }) => label),
    labelText: categoryColumn(
      rows.map(({ label }) => (task === 'multiclass' ? (classes[label] ?? null) : String(label))),
    ),
    challenger: Float64Array.from(rows.flatMap(({ challenger }) => challenger)),
    champion: Float64Array.from(rows.flatMap(({ champion }) => champion)),
    baseline: Float64Array.from(rows.flatMap(() => (task === 'multiclass' ? [0.5, 0.3, 0.2] : [0]))),
    groups: new Map([['airport', categoryColumn(rows.map(({ group }) => group))]]),
    ...(task === 'ranking' && { query: categoryColumn(rows.map(({ query }) => query)) }),
    ...(weighted && { weight: Float64Array.from(rows, ({ weight = 1 }) => weight) }),
  };
}

/** Rows of three classes, `n` of them, with two models that know something; every class is predicted. */
export function classRows(n: number, seed = 1): TaskRow[] {
  const uniform = uniformOf(seed);
  const answer = (label: number, skill: number) => {
    const likely = classes.map((_, k) => 0.2 + uniform() + (k === label ? skill : 0));
    const sum = likely.reduce((a, b) => a + b, 0);
    return likely.map((one) => one / sum);
  };
  return Array.from({ length: n }, (_, i) => {
    const label = Math.floor(3 * uniform() ** 1.3);
    const group = uniform() < 0.4 ? 'SAN' : 'SEA';
    return { label, challenger: answer(label, 0.5), champion: answer(label, 0.4), query: String(i), group };
  });
}

/** `n` queries of twelve rows, with two models that know something. */
export function rankedRows(n: number, seed = 1): TaskRow[] {
  const uniform = uniformOf(seed);
  return Array.from({ length: n }, (_, q) => ({ query: `day ${q}`, group: uniform() < 0.4 ? 'SAN' : 'SEA' })).flatMap(
    (query) =>
      Array.from({ length: 12 }, () => {
        const label = Math.floor(4 * uniform() ** 8);
        return { ...query, label, challenger: [label + 3 * uniform()], champion: [label + 4 * uniform()] };
      }),
  );
}

function uniformOf(seed: number): () => number {
  const random = createRandom(seed);
  return () => (random.next() + 0.5) / 2 ** 32;
}
