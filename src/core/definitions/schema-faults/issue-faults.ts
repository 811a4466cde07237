import type { Fault } from '../../errors.ts';
import type { Pointer } from '../document.ts';
import { suggestion } from '../nearest.ts';
import { type Context, faultOf, type Issue, writtenAt } from './context.ts';
import { expectedOf, foundOf } from './expected.ts';
import { noteMissingKey, unknownKeyFault } from './key-faults.ts';
import { pointerText, valueAt } from './pointer.ts';
import { textExpected } from './text-expected.ts';
import { optionFaults, optionIssues, unionFaults } from './union-faults.ts';

/** Keys that are known, but not beside each other. */
export type Foreign = ReadonlySet<string>;

/** What one complaint of a schema means to the person who wrote the file. `base` is where the schema began to read. */
export function* issueFaults(context: Context, issue: Issue, base: Pointer, foreign?: Foreign): Generator<Fault> {
  const pointer: Pointer = [...base, ...(issue.path as Pointer)]; // YAML keys are strings, indices numbers
  if (issue.code === 'unrecognized_keys') {
    const options = foreign ? [] : optionIssues(context.schema, pointer, context.value);
    if (options.length > 1) return yield* optionFaults(context, options, pointer);
    for (const key of issue.keys) yield unknownKeyFault(context, pointer, key, foreign);
  } else if (isAbsent(context.value, pointer)) {
    if (issue.code === 'invalid_union' && issue.errors.length === 0) yield* keysOfNone(context, pointer.slice(0, -1));
    noteMissingKey(context, issue, pointer);
  } else if (issue.code === 'invalid_union') {
    yield* unionFaults(context, issue, pointer);
  } else {
    yield plainFault(context, issue, pointer);
  }
}

/** Of a map that says not which form it has: keys that no form knows. */
function* keysOfNone(context: Context, pointer: Pointer): Generator<Fault> {
  const forms = optionIssues(context.schema, pointer, context.value);
  const unknown = forms.map((issues) => issues.flatMap((one) => (one.code === 'unrecognized_keys' ? one.keys : [])));
  for (const key of Object.keys(valueAt(context.value, pointer) ?? {}))
    if (unknown.every((keys) => keys.includes(key))) yield unknownKeyFault(context, pointer, key);
}

function plainFault(context: Context, issue: Issue, pointer: Pointer): Fault {
  const value = valueAt(context.value, pointer);
  const where = pointerText(pointer);
  switch (issue.code) {
    case 'custom':
      return faultOf(context, 'schema.rule', `${where}: ${issue.message}`, pointer);
    case 'invalid_key': {
      const expected = issue.issues.map((nested) => nested.message).join('; ');
      const message = `${pointerText(pointer.slice(0, -1))}: the key ${foundOf(pointer.at(-1))}, expected ${expected}`;
      return faultOf(context, 'schema.key', message, pointer, undefined, 'key');
    }
    case 'too_small':
    case 'too_big': {
      const found = Array.isArray(value) ? String(value.length) : foundAt(context, value, pointer);
      return faultOf(context, 'schema.range', `${where}: expected ${expectedOf(issue)}, found ${found}`, pointer);
    }
    case 'invalid_value':
      if (typeof value === 'string' && issue.values.length > 1)
        return unknownValueFault(context, pointer, value, issue.values);
      return mismatch(context, 'schema.value', issue, value, pointer);
    case 'invalid_format':
      return mismatch(context, 'schema.format', issue, value, pointer);
    default:
      return mismatch(context, 'schema.type', issue, value, pointer);
  }
}

function mismatch(context: Context, rule: string, issue: Issue, value: unknown, pointer: Pointer): Fault {
  const message = `${pointerText(pointer)}: expected ${expectedOf(issue)}, found ${foundAt(context, value, pointer)}`;
  return faultOf(context, rule, message, pointer, quotesHint(context, issue, value, pointer));
}

/** YAML reads unquoted 1.10, true and 007 as something else than text. */
function quotesHint(context: Context, issue: Issue, value: unknown, pointer: Pointer): string | undefined {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return undefined;
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const written = writtenAt(context, pointer);
  const expected = textExpected(context, written, pointer);
  if (expected === undefined) return `Put it in quotes: "${written}".`;
  return expected === expectedOf(issue) ? undefined : `Expected ${expected}.`;
}

/** What was found, in words; numbers as they are written. */
export function foundAt(context: Context, value: unknown, pointer: Pointer): string {
  return typeof value === 'number' ? writtenAt(context, pointer) : foundOf(value);
}

/** A word that is none of those there are. */
export function unknownValueFault(context: Context, pointer: Pointer, value: string, known: readonly unknown[]): Fault {
  const message = `${pointerText(pointer)}: unknown value ${foundOf(value)}`;
  return faultOf(context, 'schema.unknownValue', message, pointer, suggestion(value, known.map(String)));
}

function isAbsent(root: unknown, pointer: Pointer): boolean {
  const key = pointer.at(-1);
  if (key === undefined) return false;
  const parent = valueAt(root, pointer.slice(0, -1));
  return typeof parent === 'object' && parent !== null && !Object.hasOwn(parent, key);
}
