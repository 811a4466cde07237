import type { Badness, Cell } from './badness.ts';

/** Badness of a number per row: its (weighted) mean. */
export function meanBadness(loss: Float64Array, weight?: Float64Array): Badness {
  const weightOf = (row: number) => (weight === undefined ? 1 : (weight[row] ?? 0));
  return {
    cells(cellOf, count) {
      const [rows, total, sum, squares] = [0, 0, 0, 0].map(() => new Float64Array(count + 1)) as Sums;
      for (let row = 0; row < loss.length; row += 1) {
        const cell = cellOf[row] ?? count;
        const own = loss[row] ?? 0;
        const w = weight === undefined ? 1 : (weight[row] ?? 0);
        rows[cell] = (rows[cell] ?? 0) + 1;
        total[cell] = (total[cell] ?? 0) + w;
        sum[cell] = (sum[cell] ?? 0) + w * own;
        squares[cell] = (squares[cell] ?? 0) + w * own * own;
      }
      return Array.from({ length: count }, (_, cell): Cell => {
        const n = rows[cell] ?? 0;
        const value = (sum[cell] ?? 0) / (total[cell] ?? 0);
        const variance = Math.max(0, (squares[cell] ?? 0) / (total[cell] ?? 0) - value * value);
        return { rows: n, value, error: Math.sqrt(variance / n) };
      });
    },
    of(rows) {
      let [total, sum] = [0, 0];
      for (const row of rows) {
        total += weightOf(row);
        sum += weightOf(row) * (loss[row] ?? 0);
      }
      const value = sum / total;
      const influence = Float64Array.from(rows, (row) => (weightOf(row) * ((loss[row] ?? 0) - value)) / total);
      return { value, influence };
    },
  };
}

type Sums = [Float64Array, Float64Array, Float64Array, Float64Array];
