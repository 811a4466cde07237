import type { CategoryColumn, Column, Frame } from '../../core/features/frame.ts';
import { present } from '../../core/present.ts';

/** Rows of one request, as they were asked and answered. */
export interface LoggedRows {
  readonly model: string;
  /** Without `v`. */
  readonly version: string;
  readonly digest: string;
  /** Id of the request. */
  readonly request: string;
  /** What labels join by later, one for each row. */
  readonly keys: readonly string[];
  /** When each row was asked or answered by the clock of the server, in microseconds since 1970: files are found by it. */
  readonly time: Float64Array;
  /** Features before preparation. */
  readonly frame: Frame;
  /** One number for each row, or row by row one for each of `classes`. */
  readonly prediction: Float64Array;
  /** Of a multiclass model: how many. */
  readonly classes?: number;
  /** Of a multiclass model: the class that each row was decided to be. */
  readonly decided?: CategoryColumn;
}

/** What all rows of one file have in common. */
export interface Heading extends Pick<LoggedRows, 'model' | 'version' | 'digest' | 'classes'> {
  /** Whether the decided class is with the probabilities. */
  readonly decided?: true;
  readonly features: readonly { readonly name: string; readonly type: Column['type'] }[];
}

export function headingOf({ model, version, digest, classes, decided, frame }: LoggedRows): Heading {
  const own = present({ model, version, digest, classes, decided: decided && (true as const) });
  return { ...own, features: [...frame.columns].map(([name, { type }]) => ({ name, type })) };
}

/** Whether the rows have the features that the heading names, in its order. */
export function fits({ features }: Heading, { columns }: Frame): boolean {
  if (columns.size !== features.length) return false;
  let at = 0;
  for (const [name, { type }] of columns) {
    const feature = features[at++];
    if (feature?.name !== name || feature.type !== type) return false;
  }
  return true;
}

/** Whether all parts have one value for each row, and the prediction one for each class with the one decided for. */
export function isWhole({ keys, time, frame: { rows, columns }, prediction, classes, decided }: LoggedRows): boolean {
  if (keys.length !== rows || time.length !== rows || prediction.length !== rows * (classes ?? 1)) return false;
  if (decided !== undefined && decided.codes.length !== rows) return false;
  for (const column of columns.values()) {
    if ((column.type === 'category' ? column.codes : column.values).length !== rows) return false;
  }
  return true;
}
