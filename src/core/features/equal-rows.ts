import { type Column, type Frame, parts } from './frame.ts';

export interface EqualRows {
  /** Rows of the part whose features all equal those of some training row. */
  readonly rows: number;
  readonly of: number;
}

/** How many dev and holdout rows repeat a training row, all features equal (missing equals missing). */
export function equalRows(frame: Frame, part: Uint8Array): { readonly dev: EqualRows; readonly holdout: EqualRows } {
  const identity = rowIdentities(frame);
  const train = parts.indexOf('train');
  const trained = new Set<number>();
  for (let row = 0; row < frame.rows; row++) if (part[row] === train) trained.add(identity[row] ?? -1);
  const count = (index: number): EqualRows => {
    let rows = 0;
    let of = 0;
    for (let row = 0; row < frame.rows; row++) {
      if (part[row] !== index) continue;
      of++;
      if (trained.has(identity[row] ?? -1)) rows++;
    }
    return { rows, of };
  };
  return { dev: count(parts.indexOf('dev')), holdout: count(parts.indexOf('holdout')) };
}

/** Equal rows get equal numbers: columns are folded in one by one, so nothing is hashed and nothing collides. */
function rowIdentities({ rows, columns }: Frame): Float64Array {
  let identity = new Float64Array(rows);
  for (const column of columns.values()) {
    const values = dense(valuesOf(column));
    let count = 0;
    for (const value of values) count = Math.max(count, value + 1);
    identity = dense(identity.map((previous, row) => previous * count + (values[row] ?? 0)));
  }
  return identity;
}

function valuesOf(column: Column): Float64Array {
  return column.type === 'category' ? Float64Array.from(column.codes) : column.values;
}

/** Values numbered in order of appearance; a Map holds NaN as one key. */
function dense(values: Float64Array): Float64Array<ArrayBuffer> {
  const numbers = new Map<number, number>();
  return Float64Array.from(values, (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
}
