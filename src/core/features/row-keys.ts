import { AvalError } from '../errors.ts';
import type { Part } from './frame.ts';
import { parts } from './frame.ts';

/**
 * Throws `config` when a row key occurs twice. With it on two sides of the split the model would be judged on a row it has
 * learnt, so that is said first. Keys are sorted, equal ones side by side.
 */
export function checkRowKeys(keys: readonly string[], part: Uint8Array, spine: string, column: string): void {
  const side = (row: number): Part => parts[part[row] ?? 0] ?? 'train';
  let repeated = 0;
  let split: string | undefined;
  for (let row = 1; row < keys.length; row++) {
    if (keys[row] !== keys[row - 1]) continue;
    repeated++;
    if (side(row) !== side(row - 1)) split ??= `${side(row - 1)} and ${side(row)}`;
  }
  if (repeated === 0) return;
  const where = split === undefined ? '' : `, one of them on two sides (${split})`;
  throw new AvalError('config', {
    rule: 'frame.repeatedKey',
    message: `source ${spine}: ${repeated} rows repeat the key (${column}) of another row${where}`,
    hint: 'Each row of the spine is one prediction and needs a key of its own: mend the file, or name another `unique` column.',
  });
}
