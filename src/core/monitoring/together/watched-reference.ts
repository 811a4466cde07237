import { streamSeed } from '../../comparison/random.ts';
import type { DriftTogether } from '../../definitions/schema/drift-together.ts';
import type { Frame } from '../../features/frame.ts';
import { type ReferenceWindows, tellWhatIsUsual } from '../reference-windows.ts';
import { type RowSource, rowSource } from './row-source.ts';

/** What windows are held against. */
export interface TogetherReference extends ReferenceWindows {
  /** Features before preparation, and `prediction`. */
  readonly frame: Frame;
  /** The training rows in it. */
  readonly rows: Uint32Array;
  readonly rule: DriftTogether;
  readonly q: number;
}

/** The reference as rows are drawn from it. */
export interface WatchedReference {
  /** All training rows. */
  readonly whole: RowSource;
  /** Windows that say what is usual, each with the training rows outside of it; none where there are too few. */
  readonly windows: readonly { readonly own: RowSource; readonly rest: RowSource }[];
}

export function watchedReference(
  { rows, windows, later }: Omit<TogetherReference, 'frame'>,
  frame: Frame,
  seed: number,
): WatchedReference {
  const known = tellWhatIsUsual({ windows, later }) ? [...windows, ...later] : [];
  const source = (index: Uint32Array, stream: number): RowSource => rowSource(frame, index, streamSeed(seed, stream));
  return {
    whole: source(rows, 0),
    windows: known.map((own, w) => ({ own: source(own, 2 * w + 1), rest: source(without(rows, own), 2 * w + 2) })),
  };
}

function without(rows: Uint32Array, left: Uint32Array): Uint32Array {
  const out = new Set(left);
  return rows.filter((row) => !out.has(row));
}
