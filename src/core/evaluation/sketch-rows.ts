import { type ModelFrame, parts } from '../features/frame.ts';
import { type RowSketch, rowHash, sketchOf } from '../ledger/row-sketch.ts';

/**
 * Which rows are at hand when a tier's `rows` are used: all that have a label, by key and time, those of the tier apart. Neither labels nor features
 * are in it, nor rows that are too new to be read.
 */
export function sketchRows(frame: ModelFrame, rows: Uint32Array, key: string, label: string): RowSketch {
  const ofTier = new Set(rows);
  const hashes = { tier: [] as number[], others: [] as number[] };
  const later = parts.indexOf('later');
  for (const [row, rowKey] of frame.keys.entries()) {
    if (Number.isNaN(frame.label[row] ?? Number.NaN) || frame.part[row] === later) continue;
    hashes[ofTier.has(row) ? 'tier' : 'others'].push(rowHash(key, rowKey, frame.time[row] ?? Number.NaN));
  }
  return sketchOf(key, label, { tier: Float64Array.from(hashes.tier), others: Float64Array.from(hashes.others) });
}
