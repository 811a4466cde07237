import type { Dataset } from './dataset.ts';
import { normal, uniform } from './random.ts';

/**
 * Made-up days of 10 to 80 flights each, 10 columns: minutes late from 0 to 60, of which the day is the larger part and no column says anything. Whoever ranks
 * the flights of a day needs only the smaller one.
 */
export function lateDays(days: number, testDays: number, seed: number): Dataset {
  const next = uniform(seed);
  const [train, test] = [part(days, next), part(testDays, next)];
  return {
    name: 'late-days',
    task: 'ranking',
    names: train.columns.map((_, j) => `x${j}`),
    train: train.columns,
    label: train.label,
    query: train.query,
    test: test.columns,
    testLabel: test.label,
    testQuery: test.query,
  };
}

function part(days: number, next: () => number) {
  const sizes = Array.from({ length: days }, () => 10 + Math.floor(71 * next()));
  const query = Int32Array.from(sizes.flatMap((size, day) => new Array<number>(size).fill(day)));
  const columns = Array.from({ length: 10 }, () => Float64Array.from(query, next));
  const ofDay = Float64Array.from(sizes, () => 12 * normal(next));
  const label = Float64Array.from(query, (day, row) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = columns.map((column) => column[row] ?? 0);
    const own = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e - 14.4;
    const minutes = own + (ofDay[day] ?? 0) + 4 * normal(next);
    return Math.min(60, Math.max(0, Math.round(minutes)));
  });
  return { columns, label, query };
}
