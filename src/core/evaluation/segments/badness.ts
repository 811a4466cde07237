/** How badly the rows of one cell are answered: higher is worse. */
export interface Cell {
  readonly rows: number;
  /** NaN where it can't be known. */
  readonly value: number;
  /** Standard error. */
  readonly error: number;
}

/** Rows whose number is held against that of others. */
export interface Sized {
  /** NaN where it can't be known. */
  readonly value: number;
  /** What each row adds to the number's chance error; squares of it (summed by cluster where rows come in clusters) add up to its variance. */
  readonly influence: Float64Array;
}

/** How badly rows are answered, by one metric turned so that higher is worse. */
export interface Badness {
  /** In each of `count` cells, where `cellOf` is the cell of each row; `count` itself: in none. */
  cells(cellOf: Uint16Array, count: number): readonly Cell[];
  /** Of these rows only. */
  of(rows: Uint32Array): Sized;
}
