import { readFileSync } from 'node:fs';
import type { TrainingData } from '../../../../src/core/training/engine.ts';
import { frameOf, numbers } from '../made-up-data.ts';
import reference from './numbers.json' with { type: 'json' };

/** What scikit-learn says; make.py wrote it. */
export { reference };

const wineClasses = ['0', '1', '2'];
const digitClasses = Array.from({ length: 10 }, (_, digit) => String(digit));

/** As in make.py. */
export const wineWeights = Float64Array.from(reference.wine.label, (_, row) => 0.5 + (row % 5) / 2);

/** Each column less its mean, divided by its standard deviation. */
export function wine(): Required<Pick<TrainingData, 'classes'>> & TrainingData {
  const columns = reference.wine.columns.map((values, at) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return [`c${at}`, numbers(values.map((value) => (value - mean) / Math.sqrt(variance)))] as const;
  });
  const label = Float64Array.from(reference.wine.label);
  return {
    task: 'multiclass',
    classes: wineClasses,
    frame: frameOf(Object.fromEntries(columns)),
    label,
    keys: Array.from(label, (_, row) => `wine-${row}`),
  };
}

/** Pixels of digits; every fourth is there to test. `heavy` weighs the digits from 5 on four times. */
export function digits() {
  const lines = readFileSync(new URL('./digits.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const of = (kept: readonly string[]): TrainingData & { readonly heavy: Float64Array } => {
    const label = Float64Array.from(kept, (line) => Number(line[0]));
    const pixel = (at: number) => numbers(kept.map((line) => Number.parseInt(line[at + 1] ?? '', 17)));
    return {
      task: 'multiclass',
      classes: digitClasses,
      frame: frameOf(Object.fromEntries(Array.from({ length: 64 }, (_, at) => [`p${at}`, pixel(at)]))),
      label,
      keys: Array.from(label, (_, row) => `digit-${row}`),
      heavy: label.map((digit) => (digit >= 5 ? 4 : 1)),
    };
  };
  return { train: of(lines.filter((_, row) => row % 4 !== 0)), test: of(lines.filter((_, row) => row % 4 === 0)) };
}

/** Weighted mean log loss, and share of rows whose most probable class is the label. */
export function quality(
  probabilities: readonly number[],
  label: Float64Array,
  weight: Float64Array = label.map(() => 1),
) {
  const classes = probabilities.length / label.length;
  let [loss, right, total] = [0, 0, 0];
  for (const [row, y] of label.entries()) {
    const own = probabilities.slice(row * classes, (row + 1) * classes);
    const w = weight[row] ?? Number.NaN;
    loss -= w * Math.log(own[y] ?? Number.NaN);
    right += own.indexOf(Math.max(...own)) === y ? w : 0;
    total += w;
  }
  return { logLoss: loss / total, accuracy: right / total };
}
