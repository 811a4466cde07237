import { normalQuantile } from '../../../../src/core/comparison/normal.ts';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';

/** Two numbers of this correlation, each standard normal whatever it is, and a category that has nothing to do with them. */
export function correlatedFrame(rows: number, correlation: number, seed: number): Frame {
  const random = createRandom(seed);
  const normal = () => normalQuantile((random.next() + 0.5) / 2 ** 32);
  const pairs = Array.from({ length: rows }, () => {
    const [a, b] = [normal(), normal()];
    return [a, correlation * a + Math.sqrt(1 - correlation ** 2) * b] as const;
  });
  const levels = pairs.map(() => (random.next() % 3 === 0 ? 'rare' : 'often'));
  return frameOf({ 'v:a': pairs.map(([a]) => a), 'v:b': pairs.map(([, b]) => b) }, { 'v:c': levels });
}

export function frameOf(
  numbers: Readonly<Record<string, readonly number[]>>,
  categories: Readonly<Record<string, readonly (string | null)[]>> = {},
): Frame {
  const columns = new Map<string, Column>([
    ...Object.entries(numbers).map(([name, values]): [string, Column] => [
      name,
      { type: 'number', values: Float64Array.from(values) },
    ]),
    ...Object.entries(categories).map(([name, values]): [string, Column] => [name, categoryColumn(values)]),
  ]);
  const [first] = columns.values();
  return { rows: first?.type === 'category' ? first.codes.length : (first?.values.length ?? 0), columns };
}
