import type { DesignMatrix } from './design-matrix.ts';

// Four classes at a time, so that their sums or residuals stay in registers; what is left of them one by one. The order of each sum is that of the columns.

/** Z = X W for several classes: `weights` holds one number for each column and class, column by column; `product` one for each row and class. */
export function multiplyClasses(
  { rows, starts, columns, values }: DesignMatrix,
  weights: Float64Array,
  classes: number,
  product: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const start = starts[row] as number; // the matrix's indices are in range, here and below
    const end = starts[row + 1] as number;
    const at = row * classes;
    let k = 0;
    for (; k + 3 < classes; k += 4) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let j = start; j < end; j++) {
        const value = values[j] as number;
        const from = (columns[j] as number) * classes + k;
        a += value * (weights[from] as number);
        b += value * (weights[from + 1] as number);
        c += value * (weights[from + 2] as number);
        d += value * (weights[from + 3] as number);
      }
      product[at + k] = a;
      product[at + k + 1] = b;
      product[at + k + 2] = c;
      product[at + k + 3] = d;
    }
    for (; k < classes; k++) {
      let sum = 0;
      for (let j = start; j < end; j++) {
        sum += (values[j] as number) * (weights[(columns[j] as number) * classes + k] as number);
      }
      product[at + k] = sum;
    }
  }
}

/** G = X' R, of the same shapes. */
export function multiplyTransposed(
  { rows, starts, columns, values }: DesignMatrix,
  residual: Float64Array,
  classes: number,
  product: Float64Array,
): void {
  product.fill(0);
  for (let row = 0; row < rows; row++) {
    const start = starts[row] as number;
    const end = starts[row + 1] as number;
    const from = row * classes;
    let k = 0;
    for (; k + 3 < classes; k += 4) {
      const a = residual[from + k] as number;
      const b = residual[from + k + 1] as number;
      const c = residual[from + k + 2] as number;
      const d = residual[from + k + 3] as number;
      for (let j = start; j < end; j++) {
        const value = values[j] as number;
        const at = (columns[j] as number) * classes + k;
        (product[at] as number) += value * a;
        (product[at + 1] as number) += value * b;
        (product[at + 2] as number) += value * c;
        (product[at + 3] as number) += value * d;
      }
    }
    for (; k < classes; k++) {
      const one = residual[from + k] as number;
      for (let j = start; j < end; j++) {
        (product[(columns[j] as number) * classes + k] as number) += (values[j] as number) * one;
      }
    }
  }
}
