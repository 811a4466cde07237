import * as z from 'zod';
import type { Fault } from '../../errors.ts';
import type { Pointer } from '../document.ts';
import { nearest } from '../nearest.ts';
import { type Context, faultOf, type Issue, writtenAt } from './context.ts';
import { expectedWords, foundOf, joinOr } from './expected.ts';
import { foundAt, issueFaults, unknownValueFault } from './issue-faults.ts';
import { unknownKeyFault } from './key-faults.ts';
import { pointerText, valueAt } from './pointer.ts';
import { objectsAt } from './schema-shape.ts';
import { textExpected } from './text-expected.ts';
import { readUnion } from './union.ts';

/** One useful fault for a value that is none of a union's options. */
export function* unionFaults(
  context: Context,
  issue: z.core.$ZodIssueInvalidUnion,
  pointer: Pointer,
): Generator<Fault> {
  const value = valueAt(context.value, pointer);
  if (issue.errors.length === 0) {
    yield discriminatorFault(context, issue, value, pointer);
    return;
  }
  yield* optionFaults(context, formsOf(context, issue.errors, pointer), pointer);
}

/**
 * What each form says where an option is itself told apart by a key that is not there: such an option complains of that key alone, whatever else is
 * wrong with the value, and would look like the nearest. It stays one where that key is all that its nearest form misses.
 */
function formsOf(
  context: Context,
  errors: readonly (readonly Issue[])[],
  pointer: Pointer,
): readonly (readonly Issue[])[] {
  const untold = errors.filter((issues) => issues.some(isUntold));
  const value = valueAt(context.value, pointer);
  if (untold.length === 0 || Object.keys(value ?? {}).length === 0) return errors;
  const forms = optionIssues(context.schema, pointer, context.value);
  const best = readUnion(forms, value);
  const keys = new Set(untold.flatMap((issues) => issues.filter(isUntold).map(({ path }) => path[0])));
  const misses = best.kind === 'option' && best.issues.every(({ path }) => keys.has(path[0]));
  const nearest = misses && best.kind === 'option' ? best.issues[0]?.path[0] : undefined;
  return nearest === undefined
    ? forms
    : untold.filter((issues) => issues.some((issue) => isUntold(issue) && issue.path[0] === nearest));
}

/** Whether a map is told apart from others by a key that it lacks. */
function isUntold(issue: Issue): issue is z.core.$ZodIssueInvalidUnion {
  return issue.code === 'invalid_union' && issue.errors.length === 0 && issue.path.length === 1;
}

/**
 * What each form says about a map that may have several. zod answers with one form's unknown keys when these are its only
 * complaint, though another form has the key and a better one.
 */
export function optionIssues(schema: z.core.$ZodType, pointer: Pointer, root: unknown): readonly (readonly Issue[])[] {
  const value = valueAt(root, pointer);
  return objectsAt(schema, pointer, root).map((object) => z.safeParse(object, value).error?.issues ?? []);
}

/** The faults of the option that the value resembles most. */
export function* optionFaults(
  context: Context,
  errors: readonly (readonly Issue[])[],
  pointer: Pointer,
): Generator<Fault> {
  const value = valueAt(context.value, pointer);
  const failure = readUnion(errors, value);
  if (failure.kind === 'types') yield typesFault(context, failure.issues, value, pointer);
  else if (failure.kind === 'keys') yield* keysFaults(context, failure.keys, value, pointer);
  else {
    const { issues, foreign } = failure;
    const clash = issues.filter((i) => i.code === 'unrecognized_keys' && i.keys.some((key) => foreign.has(key)));
    for (const nested of clash.length > 0 ? clash : issues) yield* issueFaults(context, nested, pointer, foreign);
  }
}

/** The key that chooses the option names none: `engine: gbd`. */
function discriminatorFault(
  context: Context,
  issue: z.core.$ZodIssueInvalidUnion,
  value: unknown,
  pointer: Pointer,
): Fault {
  const options = 'options' in issue ? (issue.options ?? []) : [];
  if (typeof value === 'string') return unknownValueFault(context, pointer, value, options);
  const expected = joinOr(options.map((option) => JSON.stringify(option)));
  const message = `${pointerText(pointer)}: expected ${expected}, found ${foundAt(context, value, pointer)}`;
  return faultOf(context, 'schema.type', message, pointer);
}

/** No option has the value's type, or it is a word that none of them knows. */
function typesFault(context: Context, issues: readonly Issue[], value: unknown, pointer: Pointer): Fault {
  const words = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []));
  if (typeof value === 'string' && words.length > 1) return unknownValueFault(context, pointer, value, words);
  const near = typeof value === 'string' ? nearest(value, words.map(String)) : undefined;
  const isText = (issue: Issue) => issue.code === 'invalid_type' && issue.expected === 'string';
  const text = issues.some(isText) ? textExpected(context, writtenAt(context, pointer), pointer) : undefined;
  const expected = joinOr(issues.flatMap((issue) => (text && isText(issue) ? [text] : expectedWords(issue))));
  const message = `${pointerText(pointer)}: expected ${expected}, found ${foundAt(context, value, pointer)}`;
  return faultOf(context, 'schema.type', message, pointer, near === undefined ? undefined : `Did you mean "${near}"?`);
}

/** Not one key of the value belongs to any option: each option is known by a key of its own. */
function* keysFaults(context: Context, known: readonly string[], value: unknown, pointer: Pointer): Generator<Fault> {
  const keys = Object.keys(value ?? {});
  if (keys.length === 0) {
    const message = `${pointerText(pointer)}: expected one of the keys ${known.join(', ')}, found ${foundOf(value)}`;
    yield faultOf(context, 'schema.missingKey', message, pointer);
  }
  for (const key of keys) yield unknownKeyFault(context, pointer, key, undefined, known);
}
