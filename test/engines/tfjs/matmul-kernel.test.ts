import { describe, expect, it } from 'vitest';
import { wasmLibrary } from '../../../src/engines/tfjs/tensor-library.ts';

describe('registerFastMatMul', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('gives the product of matrices, transposed or not (%s, %s)', async (transposeA, transposeB) => {
    const tf = await wasmLibrary();
    const [rows, shared, columns] = [5, 60, 4]; // 60: beyond the block of 48 of the backend's own slow path
    const a = (row: number, k: number) => ((row * 7 + k * 3) % 11) - 5;
    const b = (k: number, column: number) => ((k * 5 + column * 2) % 13) - 6;
    const grid = (height: number, width: number, at: (row: number, column: number) => number) =>
      tf.tensor2d(
        Float32Array.from({ length: height * width }, (_, i) => at(Math.floor(i / width), i % width)),
        [height, width],
      );
    const left = transposeA ? grid(shared, rows, (k, row) => a(row, k)) : grid(rows, shared, a);
    const right = transposeB ? grid(columns, shared, (column, k) => b(k, column)) : grid(shared, columns, b);
    const before = tf.memory().numDataBuffers;
    const product = tf.matMul(left, right, transposeA, transposeB);
    const expected = Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return Array.from({ length: shared }, (_, k) => a(row, k) * b(k, column)).reduce((sum, term) => sum + term, 0);
    });
    expect([...product.dataSync()]).toEqual(expected);
    product.dispose();
    expect(tf.memory().numDataBuffers).toBe(before);
  });
});
