/** Spread below this share of the sum of squares is rounding: the values are constant. */
const rounding = 1e-12;

/** Values around their mean and the squares of that, so that no digits cancel when sums over rows give the squared deviation. */
export function centredSquares(values: Float64Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  return {
    columns: [centred, centred.map((value) => value * value)],
    /** Sum of squared deviations from the mean of the counted rows, from `total` rows and the sums of both columns; 0 for a constant. */
    spread(total: number, sum = 0, square = 0): number {
      const found = square - (sum * sum) / total;
      return found <= rounding * square ? 0 : found;
    },
  };
}
