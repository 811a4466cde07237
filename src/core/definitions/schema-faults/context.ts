import type * as z from 'zod';
import type { Fault } from '../../errors.ts';
import type { Locate, Pointer } from '../document.ts';

export type Issue = z.core.$ZodIssue;

/** What the faults of one document are made from, and the missing keys found on the way. */
export interface Context {
  readonly schema: z.core.$ZodType;
  /** The document as it was read, before any default. */
  readonly value: unknown;
  readonly locate: Locate;
  readonly missing: { readonly parent: Pointer; readonly key: string; readonly hint: string | undefined }[];
  /** Keys that a misspelt key most likely meant, as JSON of their pointers. */
  readonly meant: Set<string>;
}

/** A fault at a value, or at a key where `at` says so. */
export function faultOf(
  context: Context,
  rule: string,
  message: string,
  pointer: Pointer,
  hint?: string,
  at: 'key' | 'value' = 'value',
): Fault {
  return { rule, message, location: context.locate(pointer, at), ...(hint === undefined ? {} : { hint }) };
}

/** The text of a value as it stands in the file: `1.10`, which YAML reads as 1.1. */
export function writtenAt(context: Context, pointer: Pointer): string {
  const { excerpt, column, length } = context.locate(pointer);
  return excerpt.slice(column - 1, column - 1 + length);
}
