import type { Pointer } from '../definitions/document.ts';
import { canonicalJson } from '../digest.ts';

/** One difference between two values at the same place. Absent on a side: undefined. */
export interface ValueChange {
  readonly pointer: Pointer;
  readonly before: unknown;
  readonly after: unknown;
  /** What a person reads: `train.parameters.trees 100 → 400`, `features + applicant:age`. */
  readonly text: string;
}

/** Keys whose value says what the other keys mean: where it differs, comparing the others would be noise. */
const discriminators = ['engine', 'function'];

/** Differences, outermost first, in the order of keys. Elements of lists are compared as a set where they are plain values. */
export function fieldChanges(before: unknown, after: unknown, pointer: Pointer = []): ValueChange[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (isRecord(before) && isRecord(after)) return recordChanges(before, after, pointer);
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, pointer);
  return [{ pointer, before, after, text: `${nameOf(pointer)} ${show(before)} → ${show(after)}` }];
}

function recordChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  pointer: Pointer,
): ValueChange[] {
  const decides = discriminators.find((key) => key in before && key in after && before[key] !== after[key]);
  const keys = decides === undefined ? [...new Set([...Object.keys(before), ...Object.keys(after)])] : [decides];
  return keys.flatMap((key) => fieldChanges(before[key], after[key], [...pointer, key]));
}

function listChanges(before: readonly unknown[], after: readonly unknown[], pointer: Pointer): ValueChange[] {
  const name = nameOf(pointer);
  if (![...before, ...after].every(isScalar)) {
    if (before.length === after.length) return before.flatMap((old, i) => fieldChanges(old, after[i], [...pointer, i]));
    return [{ pointer, before, after, text: `${name} ${show(before)} → ${show(after)}` }];
  }
  const [old, now] = [new Set(before), new Set(after)];
  const removed = before.filter((value) => !now.has(value));
  const added = after.flatMap((value, index) => (old.has(value) ? [] : [{ value, index }]));
  if (removed.length + added.length === 0) return [{ pointer, before, after, text: `${name} in another order` }];
  return [
    ...removed.map((value) => ({ pointer, before: value, after: undefined, text: `${name} − ${show(value)}` })),
    ...added.map(({ value, index }) => ({
      pointer: [...pointer, index],
      before: undefined,
      after: value,
      text: `${name} + ${show(value)}`,
    })),
  ];
}

function nameOf(pointer: Pointer): string {
  return pointer.join('.');
}

function show(value: unknown): string {
  if (value === undefined) return 'none';
  const text = isScalar(value) ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
