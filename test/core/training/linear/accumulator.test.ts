import { expect, test } from 'vitest';
import { designMatrix } from '../../../../src/core/training/linear/design-matrix.ts';
import { Accumulator } from '../../../../src/core/training/linear/kernels/kernels.ts';
import { frameOf, numbers, uniform } from '../made-up-data.ts';

// 400 columns: a block has 653 rows, so that 1,500 rows are three blocks, the last one of them short.
test.each([1, 653, 1500])('gradient and Hessian of %i rows are the sums over the rows, bit by bit', (rows) => {
  const next = uniform(rows);
  const column = (share: number) => numbers(Array.from({ length: rows }, () => (next() < share ? next() - 0.5 : 0)));
  const names = Array.from({ length: 400 }, (_, j) => `c${j}`);
  const matrix = designMatrix(frameOf(Object.fromEntries(names.map((name, j) => [name, column(j < 3 ? 1 : 0.02)]))));
  const [residual, curvature] = [Float64Array.from({ length: rows }, next), Float64Array.from({ length: rows }, next)];
  const equations = new Accumulator(401);
  equations.accumulate(matrix, curvature, residual);
  equations.accumulate(matrix, residual, curvature); // nothing of the first call is left
  const gradient = new Float64Array(401);
  const hessian = new Float64Array(401 * 401);
  for (let row = 0; row < rows; row++) {
    const dense = new Float64Array(401);
    for (let k = matrix.starts[row] ?? 0; k < (matrix.starts[row + 1] ?? 0); k++) {
      dense[matrix.columns[k] ?? -1] = matrix.values[k] ?? Number.NaN;
    }
    const used = [...dense.keys()].filter((j) => dense[j] !== 0);
    for (const j of used) {
      gradient[j] = (gradient[j] ?? 0) + (residual[row] ?? 0) * (dense[j] ?? 0);
      const weighted = (curvature[row] ?? 0) * (dense[j] ?? 0);
      for (const m of used) {
        if (m <= j) hessian[j * 401 + m] = (hessian[j * 401 + m] ?? 0) + weighted * (dense[m] ?? 0);
      }
    }
  }
  expect(Buffer.from(gradient.buffer).equals(Buffer.from(equations.gradient.slice().buffer))).toBe(true);
  expect(Buffer.from(hessian.buffer).equals(Buffer.from(equations.hessian.slice().buffer))).toBe(true);
});

test('so many columns that their Hessian takes more than 4 GiB are refused with a word', () => {
  expect(() => new Accumulator(30_000)).toThrow('these rows and features need 6.7 GiB at once, and our engines have 4');
});
