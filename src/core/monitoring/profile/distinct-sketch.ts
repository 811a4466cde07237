import { hash } from 'node:crypto';
import * as z from 'zod';
import { estimateCardinality, registerCount, registerOf } from './hyper-log-log.ts';

/** Up to here the hashes themselves are kept, which takes no more room than the registers. */
const maximumHashes = 256;
const base64Length = 4 * Math.ceil(registerCount / 3);

/** Number of distinct texts: exact while few (64-bit hashes, ascending), else HyperLogLog registers with a standard error of 1.63 %. */
export const distinctSketchSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('exact'),
    hashes: z
      .array(z.string().regex(/^[0-9a-f]{16}$/))
      .max(maximumHashes)
      .refine((list) => list.every((item, i) => i === 0 || (list[i - 1] ?? '') < item), 'hashes are not ascending'),
  }),
  z.strictObject({
    kind: z.literal('registers'),
    registers: z
      .base64()
      .length(base64Length)
      .refine((text) => Buffer.from(text, 'base64').every((rank) => rank <= 53), 'a register is above 53'),
  }),
]);
export type DistinctSketch = z.output<typeof distinctSketchSchema>;

export function sketchDistinct(texts: Iterable<string>): DistinctSketch {
  const hashes = new Set<string>();
  for (const text of texts) hashes.add(hash('sha256', text, 'hex').slice(0, 16));
  return ofHashes([...hashes]);
}

/** Sketch of the union. */
export function mergeDistinctSketches(a: DistinctSketch, b: DistinctSketch): DistinctSketch {
  if (a.kind === 'exact' && b.kind === 'exact') return ofHashes([...new Set([...a.hashes, ...b.hashes])]);
  const [left, right] = [registersOf(a), registersOf(b)];
  return ofRegisters(left.map((rank, i) => Math.max(rank, right[i] ?? 0)));
}

/** Distinct texts seen, exact for an exact sketch. */
export function distinctCount(sketch: DistinctSketch): number {
  return sketch.kind === 'exact' ? sketch.hashes.length : estimateCardinality(registersOf(sketch));
}

function ofHashes(hashes: string[]): DistinctSketch {
  if (hashes.length <= maximumHashes) return { kind: 'exact', hashes: hashes.sort() };
  return ofRegisters(fill(hashes));
}

function ofRegisters(registers: Uint8Array): DistinctSketch {
  return { kind: 'registers', registers: Buffer.from(registers).toString('base64') };
}

function registersOf(sketch: DistinctSketch): Uint8Array {
  return sketch.kind === 'exact' ? fill(sketch.hashes) : Uint8Array.from(Buffer.from(sketch.registers, 'base64'));
}

function fill(hashes: readonly string[]): Uint8Array {
  const registers = new Uint8Array(registerCount);
  for (const text of hashes) {
    const { index, rank } = registerOf(text);
    registers[index] = Math.max(registers[index] ?? 0, rank);
  }
  return registers;
}
