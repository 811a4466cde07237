import type { AboutMethod } from './together-evidence.ts';

/** How far the rows of two sides are apart, or why nobody can say. */
export type Compared =
  | {
      readonly effect: number;
      /** As if rows were independent. Absent: nobody asked, or the method has none. */
      readonly p?: number;
      readonly about: AboutMethod;
    }
  | { readonly undefined: string };

/** What is decided of one window. */
export interface Decided {
  readonly compared: Compared;
  /** What the effect must pass. */
  readonly threshold: number;
  readonly alarm: boolean;
  readonly rows: { readonly reference: number; readonly current: number };
  /** Columns that contribute most, first. */
  readonly most?: readonly string[];
}
