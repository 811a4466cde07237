import type { Fault } from '../../errors.ts';
import type { Locate, Pointer } from '../document.ts';
import { suggestion } from '../nearest.ts';

/** A fault at one value of a document. */
export function faultAt(
  document: { readonly locate: Locate },
  pointer: Pointer,
  rule: string,
  message: string,
  hint?: string,
): Fault {
  return { rule, message, location: document.locate(pointer), ...(hint === undefined ? {} : { hint }) };
}

/** A fault at one key of a map. */
export function faultAtKey(
  document: { readonly locate: Locate },
  pointer: Pointer,
  rule: string,
  message: string,
  hint?: string,
): Fault {
  return { rule, message, location: document.locate(pointer, 'key'), ...(hint === undefined ? {} : { hint }) };
}

/** A name that nothing has: what kind of thing was looked for, and the nearest name there is. */
export function unknownName(
  document: { readonly locate: Locate },
  pointer: Pointer,
  noun: string,
  found: string,
  known: Iterable<string>,
): Fault {
  return faultAt(document, pointer, `reference.${noun}`, `unknown ${noun} "${found}"`, suggestion(found, known));
}
