import { type Digest, digestOf } from '../../../src/core/digest.ts';
import { rowKeyOf } from '../../../src/core/ledger/row-key.ts';
import { type RowSketch, rowHash, sketchOf } from '../../../src/core/ledger/row-sketch.ts';

const key = rowKeyOf('readable', undefined) ?? '';

/** A sketch of made-up rows that no other name has; `of` names them one by one. */
export function sampleSketch(
  of: readonly string[],
  others: readonly string[] = [],
  label = 'applications:class',
): RowSketch {
  const hashes = (names: readonly string[]) => Float64Array.from(names, (name) => rowHash(key, name, Number.NaN));
  return sketchOf(key, label, { tier: hashes(of), others: hashes(others) });
}

/** Rows of this name: an account, and a sketch that shares nothing with another. `beside`: the name of rows that were at hand, too, and not used. */
export function sampleRows(name: string, beside?: string): { readonly account: Digest; readonly sketch: RowSketch } {
  const named = (of: string) => Array.from({ length: 40 }, (_, i) => `${of} ${i}`);
  return { account: digestOf(name), sketch: sampleSketch(named(name), beside === undefined ? [] : named(beside)) };
}
