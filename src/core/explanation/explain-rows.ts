import { columnText } from '../features/column-text.ts';
import type { Frame } from '../features/frame.ts';
import { present } from '../present.ts';
import type { PackageScorer } from '../registry/package-scorer.ts';
import type { Contribution, ExplainedRow, RowInteractions } from './explanation.ts';
import { type Interactions, matrixOf } from './interactions/interactions.ts';
import { sharesOf } from './shapley/attributions.ts';
import { inputsOf } from './shapley/checked-explainer.ts';
import type { Explainer } from './shapley/explainer.ts';

/** Rows by the names that their draws and their readers know them by. */
export interface NamedRows {
  readonly frame: Frame;
  readonly keys: readonly string[];
}

export interface RowSettings {
  readonly classes?: readonly string[] | undefined;
  /** Absent: they were not asked for. */
  readonly interactions: Explainer['interactions'];
}

/** What each feature contributes to the answer of each row; of several classes to the likeliest. */
export async function explainRows(
  explainer: Explainer,
  score: PackageScorer,
  { frame, keys }: NamedRows,
  { classes, interactions }: RowSettings,
): Promise<readonly ExplainedRow[]> {
  const { features, outputs, base } = explainer;
  const answers = await score(inputsOf(explainer, frame));
  const found = await explainer.explain(frame, keys);
  const together = await interactions?.(frame, keys);
  const values = features.map((feature) => {
    const column = frame.columns.get(feature);
    if (column === undefined) return [];
    return column.type === 'number' ? Array.from(column.values, numberOf) : columnText(column);
  });
  return keys.map((key, row): ExplainedRow => {
    const own = answers.subarray(row * outputs, (row + 1) * outputs);
    const output = own.reduce((best, answer, k) => (answer > (own[best] ?? 0) ? k : best), 0);
    const shares = sharesOf(found, row, output);
    const of = (numbers: Float64Array | undefined) => numbers && sharesOf({ ...found, shares: numbers }, row, output);
    const [errors, slopes] = [of(found.errors), of(found.surrogates?.slopes)];
    const contributions = features
      .map((feature, j): Contribution => {
        const [error, slope] = [errors?.[j], slopes?.[j]];
        const value = values[j]?.[row] ?? null;
        return present({ feature, value, share: shares[j] ?? Number.NaN, error, slope });
      })
      .sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || (a.feature < b.feature ? -1 : 1));
    const at = row * outputs + output;
    return present({
      key,
      output: classes?.[output],
      answer: own[output] ?? Number.NaN,
      base: found.surrogates?.bases[at] ?? base[output] ?? Number.NaN,
      contributions,
      interactions: together && rowInteractions(together, row, output),
      fidelity: found.surrogates?.fidelity[at],
      gap: found.gaps?.[at],
    });
  });
}

function rowInteractions(found: Interactions, row: number, output: number): RowInteractions {
  const players = found.players[row] ?? [];
  const values = matrixOf(found, row, output);
  const width = players.length;
  return { players, matrix: players.map((_, i) => [...values.subarray(i * width, (i + 1) * width)]) };
}

const numberOf = (value: number): number | null => (Number.isNaN(value) ? null : value);
