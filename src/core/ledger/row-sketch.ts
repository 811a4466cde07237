import { hash } from 'node:crypto';
import * as z from 'zod';

/** Digits of a row's hash: 48 bits, which a number holds exactly. */
const digits = 12;
const bytesOfHash = digits / 2;
export const greatestHash = 16 ** digits - 1;

/** Sorted hashes of 48 bits each, in base64. */
const hashes = z
  .base64()
  .max(64 * 1024)
  .refine(isInOrder, 'hashes of 48 bits, in order');

/** Which rows were at hand when a tier was used: those whose keyed hash is at most `below`, as a sample of all that have a label. */
export const rowSketchSchema = z.strictObject({
  /** Names the key of the hashes, and tells nothing of it. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** The label's column: rows are used up for one label, and for one model. */
  label: z.string().min(1).max(300),
  below: z.string().regex(/^[0-9a-f]{12}$/),
  /** Rows of the tier that was used. */
  tier: hashes,
  /** All others that had a label: another split of the same rows takes its tier from them. */
  others: hashes,
});
export type RowSketch = z.output<typeof rowSketchSchema>;

/** A sketch with its hashes as numbers, rising. */
export interface ReadSketch {
  readonly key: string;
  readonly label: string;
  readonly below: number;
  readonly tier: Float64Array;
  readonly others: Float64Array;
}

/** Hashes of all rows that have a label, by whether they are of the tier. */
export interface HashedRows {
  readonly tier: Float64Array;
  readonly others: Float64Array;
}

/** A share of the tier is known to about ± 1/(2√256), 3 points; the whole is bounded, because it lies in the ledger for good. */
const sketchedTierRows = 256;
const sketchedRows = 4096;

/** Hash of one row under a key, from 0 to 2^48 - 1. The label is not in it: who edits labels has the same rows. */
export function rowHash(key: string, rowKey: string, time: number): number {
  const text = JSON.stringify([rowKey, Number.isNaN(time) ? null : time]);
  return Number.parseInt(hash('sha256', `${key}\n${text}`, 'hex').slice(0, digits), 16);
}

/** The bottom-k sketch: the smallest hashes, of which 256 are of the tier, but no more than 4,096 in all. */
export function sketchOf(key: string, label: string, rows: HashedRows): RowSketch {
  const [tier, others] = [Float64Array.from(rows.tier).sort(), Float64Array.from(rows.others).sort()];
  const all = Float64Array.of(...smallest(tier), ...smallest(others)).sort();
  const below = Math.min(tier[sketchedTierRows - 1] ?? greatestHash, all[sketchedRows - 1] ?? greatestHash);
  const kept = (sorted: Float64Array) => encodeHashes(sorted.filter((value) => value <= below));
  return {
    key: keyName(key),
    label,
    below: below.toString(16).padStart(digits, '0'),
    tier: kept(tier),
    others: kept(others),
  };
}

export function readSketch({ key, label, below, tier, others }: RowSketch): ReadSketch {
  return {
    key,
    label,
    below: Number.parseInt(below, 16),
    tier: decodeHashes(tier),
    others: decodeHashes(others),
  };
}

/** The same rows as if all of them had been of the tier. */
export function asOneTier(sketch: RowSketch): RowSketch {
  const { tier, others } = readSketch(sketch);
  return { ...sketch, tier: encodeHashes(Float64Array.of(...tier, ...others).sort()), others: '' };
}

function keyName(key: string): string {
  return hash('sha256', `name of ${key}`, 'hex').slice(0, 16);
}

function smallest(sorted: Float64Array): Float64Array {
  return sorted.subarray(0, sketchedRows);
}

function encodeHashes(sorted: Float64Array): string {
  const bytes = Buffer.alloc(sorted.length * bytesOfHash);
  sorted.forEach((value, i) => {
    bytes.writeUIntBE(value, i * bytesOfHash, bytesOfHash);
  });
  return bytes.toString('base64');
}

function decodeHashes(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  const count = Math.floor(bytes.length / bytesOfHash);
  return Float64Array.from({ length: count }, (_, i) => bytes.readUIntBE(i * bytesOfHash, bytesOfHash));
}

function isInOrder(text: string): boolean {
  const values = decodeHashes(text);
  const whole = Buffer.byteLength(text, 'base64') === values.length * bytesOfHash;
  return whole && values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));
}
