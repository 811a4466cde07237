import { columnText } from '../features/column-text.ts';
import type { Frame } from '../features/frame.ts';
import type { PackageScorer } from '../registry/package-scorer.ts';
import type { Contribution, ExplainedRow } from './explanation.ts';
import { sharesOf } from './shapley/attributions.ts';
import { inputsOf } from './shapley/checked-explainer.ts';
import type { Explainer } from './shapley/explainer.ts';

/** Rows by the names that their draws and their readers know them by. */
export interface NamedRows {
  readonly frame: Frame;
  readonly keys: readonly string[];
}

/** What each feature contributes to the answer of each row; of several classes to the likeliest. */
export async function explainRows(
  explainer: Explainer,
  score: PackageScorer,
  { frame, keys }: NamedRows,
  classes?: readonly string[],
): Promise<readonly ExplainedRow[]> {
  const { features, outputs, base } = explainer;
  const answers = await score(inputsOf(explainer, frame));
  const found = await explainer.explain(frame, keys);
  const values = features.map((feature) => {
    const column = frame.columns.get(feature);
    if (column === undefined) return [];
    return column.type === 'number' ? Array.from(column.values, numberOf) : columnText(column);
  });
  return keys.map((key, row): ExplainedRow => {
    const own = answers.subarray(row * outputs, (row + 1) * outputs);
    const output = own.reduce((best, answer, k) => (answer > (own[best] ?? 0) ? k : best), 0);
    const shares = sharesOf(found, row, output);
    const errors = found.errors && sharesOf({ ...found, shares: found.errors }, row, output);
    const contributions = features
      .map((feature, j): Contribution => {
        const error = errors?.[j];
        const value = values[j]?.[row] ?? null;
        return { feature, value, share: shares[j] ?? Number.NaN, ...(error !== undefined && { error }) };
      })
      .sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || (a.feature < b.feature ? -1 : 1));
    const named = classes?.[output];
    return {
      key,
      ...(named !== undefined && { output: named }),
      answer: own[output] ?? Number.NaN,
      base: base[output] ?? Number.NaN,
      contributions,
    };
  });
}

const numberOf = (value: number): number | null => (Number.isNaN(value) ? null : value);
