/** Rows of `width` numbers each, row after row. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** The rows of one side, then those of the other; both of one width. */
export function stacked(above: Rows, below: Rows): Rows {
  const values = new Float64Array(above.values.length + below.values.length);
  values.set(above.values);
  values.set(below.values, above.values.length);
  return { count: above.count + below.count, width: above.width, values };
}

/** Mean of each of the numbers. */
export function meansOf({ count, width, values }: Rows): Float64Array {
  const means = new Float64Array(width);
  values.forEach((value, at) => {
    means[at % width] = (means[at % width] ?? 0) + value / count;
  });
  return means;
}

/** Squared Euclidean distances of all pairs of rows: a symmetric matrix of order `count`, row by row. */
export function squaredDistances({ count, width, values }: Rows): Float64Array {
  const distances = new Float64Array(count * count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      let sum = 0;
      for (let k = 0; k < width; k += 1) {
        const gap = (values[i * width + k] as number) - (values[j * width + k] as number); // i, j < count
        sum += gap * gap;
      }
      distances[i * count + j] = sum;
      distances[j * count + i] = sum;
    }
  }
  return distances;
}
