import { AvalError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { parts, takeRows } from '../features/frame.ts';
import type { NamedRows } from './explain-rows.ts';

/** The dev rows of the lowest, the middle and the highest answer; of several classes, by the probability of the first. */
export function exampleRows({ frame, rows, challenger }: Pick<Evaluation, 'frame' | 'rows' | 'challenger'>): NamedRows {
  const width = challenger.scores.length / Math.max(1, rows.length);
  const answer = (at: number) => challenger.scores[at * width] ?? Number.NaN;
  const order = [...rows.keys()].sort((a, b) => answer(a) - answer(b) || a - b);
  const chosen = [...new Set([0, Math.floor((order.length - 1) / 2), order.length - 1])];
  const index = Uint32Array.from(
    chosen.filter((at) => at >= 0),
    (at) => rows[order[at] ?? 0] as number, // order has each position of rows
  );
  return rowsAt(frame, index);
}

/** Dev rows by their keys. Throws `usage` for a key that no row has, and for rows other than dev: those of the holdout are not looked at one by one. */
export function devRowsByKey({ frame }: Pick<Evaluation, 'frame'>, keys: readonly string[]): NamedRows {
  const places = new Map(frame.keys.map((key, row) => [key, row]));
  const dev = parts.indexOf('dev');
  const wrong = keys.filter((key) => frame.part[places.get(key) ?? -1] !== dev);
  if (wrong.length === 0)
    return rowsAt(
      frame,
      Uint32Array.from(keys, (key) => places.get(key) ?? 0),
    );
  const example = frame.keys.filter((_, row) => frame.part[row] === dev).slice(0, 3);
  throw new AvalError(
    'usage',
    wrong.map((key) => ({
      rule: 'explain.key',
      message: `no dev row has the key "${key}"`,
      hint: `Only dev rows are explained by key; the first of them: ${example.join(', ')}. Others: --rows with a JSON file of values.`,
    })),
  );
}

function rowsAt({ frame, keys }: Evaluation['frame'], index: Uint32Array): NamedRows {
  return { frame: takeRows(frame, index), keys: Array.from(index, (row) => keys[row] ?? '') };
}
