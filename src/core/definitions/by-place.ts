import type { Fault } from '../errors.ts';

/** Order of faults for a reader: by file, line and column; those without a place first. */
export function byPlace({ location: a }: Fault, { location: b }: Fault): number {
  if (!a || !b) return Number(!!a) - Number(!!b);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
