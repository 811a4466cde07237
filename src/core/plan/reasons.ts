import { fieldChanges } from './field-changes.ts';
import type { ModelInput } from './model-inputs.ts';

/** One change in a file. `line` is absent where the file is not text that we read, or is gone. */
export interface FieldChange {
  readonly file: string;
  readonly line?: number;
  /** `train.parameters.trees`; empty for a whole file. */
  readonly field: string;
  /** Undefined where it was, or is, not there. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** `train.parameters.trees 100 → 400`. */
  readonly text: string;
}

/** Why a model must be trained: one changed file, how it leads to the model, and what in it counts. */
export interface Reason {
  /** The changed file first, the model's own file last. */
  readonly chain: readonly string[];
  readonly changes: readonly FieldChange[];
}

/** Reasons in the order of a model's inputs. Files that did not change are no reasons: the file that names them is. */
export function reasonsFor(
  base: ReadonlyMap<string, ModelInput>,
  head: ReadonlyMap<string, ModelInput>,
  changed: ReadonlySet<string>,
): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const key of new Set([...head.keys(), ...base.keys()])) {
    const [old, now] = [base.get(key), head.get(key)];
    const either = now ?? old;
    if (either === undefined) continue;
    const moved = old !== undefined && now !== undefined && old.file !== now.file;
    if (!moved && !changed.has(either.file)) continue;
    const changes = changesOf(old, now);
    if (changes.length > 0) reasons.push({ chain: either.chain, changes });
  }
  return reasons;
}

function changesOf(old: ModelInput | undefined, now: ModelInput | undefined): FieldChange[] {
  const either = now ?? old;
  if (either === undefined) return [];
  const { file, document } = either;
  const whole = (text: string): FieldChange[] => [{ file, field: '', before: old?.part, after: now?.part, text }];
  if (old === undefined) return whole('is read now');
  if (now === undefined) return whole('is no longer read');
  // An identifier of bytes says nothing to a person; that they are others does.
  if (typeof now.part === 'string') return old.part === now.part ? [] : whole('has other bytes');
  return fieldChanges(old.part, now.part).map(({ pointer, before, after, text }) => {
    const line = document?.locate(pointer).line;
    return { file, ...(line === undefined ? {} : { line }), field: pointer.join('.'), before, after, text };
  });
}
