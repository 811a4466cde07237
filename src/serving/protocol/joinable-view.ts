import type { Column } from '../../core/features/frame.ts';
import type { KeyInput } from '../../core/features/online/plan-joins.ts';

/** A view whose features a request may leave out, all of them: they are joined by its key. */
export interface JoinableView {
  readonly view: string;
  /** Names of the inputs that it gives. */
  readonly inputs: readonly string[];
  /** Inputs that hold the key; a request that leaves the features out must have them. */
  readonly keys: readonly KeyInput[];
  /** The input that says when the prediction is; undefined: it is now. */
  readonly time: string | undefined;
  /** Why it can't be joined, if so. */
  readonly fault: string | undefined;
  /** The inputs it gives, for rows whose keys and times are in `columns`. Throws `Refusal`: 503 where it can't be joined, 400 for a time that is too early. */
  join(columns: ReadonlyMap<string, Column>, rows: number): ReadonlyMap<string, Column>;
}
