import { createRandom } from '../../../../src/core/comparison/random.ts';
import type { SegmentSearch } from '../../../../src/core/evaluation/segments/find-segments.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column } from '../../../../src/core/features/frame.ts';
import { settings } from '../../comparison/rows.ts';

export interface MadeUp {
  readonly rows: number;
  readonly seed: number;
  /** Features in all: the first is a category, the others are numbers. */
  readonly features: number;
  /** Whether the model answers at random here; the category and the first number. */
  readonly weak?: (kind: string, number: number) => boolean;
}

const kinds = ['car', 'flat', 'house', 'other'];

/** Rows with a model that knows the risk, except where it is weak. Nothing else tells rows apart. */
export function madeUpSearch({ rows, seed, features, weak = () => false }: MadeUp): SegmentSearch {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const kind = Array.from({ length: rows }, () => kinds[Math.floor(uniform() * kinds.length)] ?? '');
  const numbers = Array.from({ length: features - 1 }, () => Float64Array.from({ length: rows }, uniform));
  const risk = Float64Array.from({ length: rows }, uniform);
  const label = risk.map((r) => (uniform() < r ? 1 : 0));
  const challenger = risk.map((r, row) => (weak(kind[row] ?? '', numbers[0]?.[row] ?? 0) ? uniform() : r));
  return {
    scored: {
      task: 'binary',
      label,
      labelText: categoryColumn(Array.from(label, String)),
      challenger,
      baseline: new Float64Array(rows).fill(0.5),
      groups: new Map(),
    },
    keys: Array.from({ length: rows }, (_, row) => `row-${seed}-${row}`),
    columns: new Map<string, Column>([
      ['loan:kind', categoryColumn(kind)],
      ...numbers.map((values, i) => [`loan:n${i}`, { type: 'number', values }] as const),
    ]),
    metrics: ['log_loss'],
    settings: { ...settings, alpha: 0.05 },
  };
}

/** The same rows in another order. */
export function reordered(search: SegmentSearch, order: Uint32Array): SegmentSearch {
  const take = (values: Float64Array) => Float64Array.from(order, (row) => values[row] ?? Number.NaN);
  const column = (one: Column): Column =>
    one.type === 'category'
      ? { ...one, codes: Int32Array.from(order, (row) => one.codes[row] ?? -1) }
      : { ...one, values: take(one.values) };
  const { scored } = search;
  return {
    ...search,
    keys: Array.from(order, (row) => search.keys[row] ?? ''),
    columns: new Map([...search.columns].map(([name, one]) => [name, column(one)])),
    scored: {
      ...scored,
      label: take(scored.label),
      challenger: take(scored.challenger),
      baseline: take(scored.baseline),
      ...(scored.weight && { weight: take(scored.weight) }),
    },
  };
}
