import { type FeatureBins, missingBin, valueBins } from './feature-bins.ts';

const binsPerColumn = 256;

/** A feature's bin within a column: the column's bin, divided by `stride`, modulo `size`; the last one stands for missing. */
export interface Place {
  readonly column: number;
  readonly stride: number;
  readonly size: number;
}

/** Every feature in a column of its own. */
export function ownColumns(features: number): Place[] {
  return Array.from({ length: features }, (_, column) => ({ column, stride: 1, size: binsPerColumn }));
}

/**
 * Puts features of few bins into one column, as long as the product of their bins fits a byte: a tree then looks at fewer
 * columns. First fit, most bins first (Johnson 1973).
 */
export function shareColumns(features: readonly FeatureBins[]): Place[] {
  const taken: number[] = [];
  const places = ownColumns(features.length);
  const sizes = features.map((feature, k) => ({ k, size: valueBins(feature) + 1 })).sort((a, b) => b.size - a.size);
  for (const { k, size } of sizes) {
    const free = taken.findIndex((bins) => bins * size <= binsPerColumn);
    const column = free < 0 ? taken.push(1) - 1 : free;
    const stride = taken[column] as number; // just found or made
    places[k] = { column, stride, size };
    taken[column] = stride * size;
  }
  return places;
}

/** The bin of one feature in every bin of its column. */
export function binsOfPlace({ stride, size }: Place): Uint8Array {
  return Uint8Array.from({ length: binsPerColumn }, (_, bin) => {
    const own = Math.floor(bin / stride) % size;
    return own === size - 1 ? missingBin : own;
  });
}

/** What each bin of a feature adds to the bin of its column. */
function shiftsOf({ stride, size }: Place): Uint8Array {
  return Uint8Array.from({ length: binsPerColumn }, (_, bin) => stride * Math.min(bin, size - 1));
}

/** A function that fills the columns from the bins of the first `rows` rows of every feature. */
export function columnFiller(places: readonly Place[]) {
  const shifts = places.map(shiftsOf);
  return (columns: readonly Uint8Array[], bins: readonly Uint8Array[], rows: number): void => {
    for (const column of columns) column.fill(0, 0, rows);
    for (const [k, { column }] of places.entries()) {
      addShifts(columns[column] as Uint8Array, bins[k] as Uint8Array, shifts[k] as Uint8Array, rows); // one for each feature
    }
  };
}

function addShifts(column: Uint8Array, bins: Uint8Array, shifts: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) (column[row] as number) += shifts[bins[row] as number] as number; // rows <= length
}
