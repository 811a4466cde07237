import type { Fault } from '../../errors.ts';
import type { Pointer } from '../document.ts';
import { nearest, suggestion } from '../nearest.ts';
import { type Context, faultOf, type Issue } from './context.ts';
import { expectedOf, foundOf, joinOr } from './expected.ts';
import { pointerText } from './pointer.ts';
import { objectsAt } from './schema-shape.ts';

/** A key that its map does not have; `foreign` are keys that other forms of the map have, `known` those it may have. */
export function unknownKeyFault(
  context: Context,
  parent: Pointer,
  key: string,
  foreign: ReadonlySet<string> = new Set(),
  known: readonly string[] = keysAt(context, parent),
): Fault {
  const pointer = [...parent, key];
  const others = [...foreign].filter((other) => other !== key);
  if (foreign.has(key) && others.length > 0) {
    const message = `"${key}" does not go with "${others.join('", "')}"${inside(parent)}`;
    return faultOf(context, 'schema.keysTogether', message, pointer, undefined, 'key');
  }
  const near = nearest(key, known);
  if (near !== undefined) context.meant.add(JSON.stringify([...parent, near]));
  const message = `unknown key ${foundOf(key)}${inside(parent)}`;
  return faultOf(context, 'schema.unknownKey', message, pointer, suggestion(key, known), 'key');
}

function keysAt(context: Context, pointer: Pointer): readonly string[] {
  const objects = objectsAt(context.schema, pointer, context.value);
  return [...new Set(objects.flatMap((object) => Object.keys(object._zod.def.shape)))];
}

/** Keeps a missing key until it is known whether a misspelt one stands for it. */
export function noteMissingKey(context: Context, issue: Issue, pointer: Pointer): void {
  context.missing.push({ parent: pointer.slice(0, -1), key: String(pointer.at(-1)), hint: expectation(issue) });
}

function expectation(issue: Issue): string | undefined {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') return `Expected ${expectedOf(issue)}.`;
  if (issue.code !== 'invalid_union' || !('options' in issue)) return undefined;
  return `Expected ${joinOr((issue.options ?? []).map((option) => JSON.stringify(option)))}.`;
}

/** The missing keys that no misspelt key explains. */
export function missingKeyFaults(context: Context): readonly Fault[] {
  return context.missing
    .filter(({ parent, key }) => !context.meant.has(JSON.stringify([...parent, key])))
    .map(({ parent, key, hint }) =>
      faultOf(context, 'schema.missingKey', `missing key "${key}"${inside(parent)}`, parent, hint, 'key'),
    );
}

function inside(parent: Pointer): string {
  return parent.length === 0 ? '' : ` in ${pointerText(parent)}`;
}
