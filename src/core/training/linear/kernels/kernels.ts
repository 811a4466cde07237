import { KernelMemory, kernelBytes } from '../../kernels/kernel-memory.ts';
import type { DesignMatrix } from '../design-matrix.ts';
import { kernelModule } from './module.generated.ts';

/** Values of a block of rows at most; a row that has more is a block of its own. */
const blockValues = 2 ** 18;

let compiled: WebAssembly.Module | undefined;

/**
 * Gradient and lower triangle of the Hessian, row by row, over a memory of WebAssembly (see scripts/generate/linear-kernels.ts). The rows pass
 * through it block by block, so that their number has no bound.
 */
export class Accumulator {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly #blockRows: number;
  readonly #starts: Int32Array;
  readonly #columns: Int32Array;
  readonly #values: Float64Array;
  readonly #residual: Float64Array;
  readonly #curvature: Float64Array;
  readonly #accumulate: (...parameters: number[]) => void;

  /** `order` is the number of columns with the intercept. Throws `config` where the Hessian takes more than 4 GiB. */
  constructor(order: number) {
    const rows = Math.max(1, Math.floor(blockValues / order));
    const sizes = [
      8 * order,
      8 * order * order,
      4 * (rows + 1),
      4 * rows * order,
      8 * rows * order,
      8 * rows,
      8 * rows,
    ];
    const kernel = new KernelMemory(sizes.reduce((sum, size) => sum + kernelBytes(size), 0));
    this.gradient = kernel.numbers(order);
    this.hessian = kernel.numbers(order * order);
    this.#blockRows = rows;
    this.#starts = kernel.integers(rows + 1);
    this.#columns = kernel.integers(rows * order);
    this.#values = kernel.numbers(rows * order);
    this.#residual = kernel.numbers(rows);
    this.#curvature = kernel.numbers(rows);
    compiled ??= new WebAssembly.Module(Buffer.from(kernelModule, 'base64'));
    const { exports } = new WebAssembly.Instance(compiled, { kernel: { memory: kernel.memory } });
    this.#accumulate = exports['accumulate'] as (...parameters: number[]) => void; // as generated
  }

  /** Gradient X' residual and Hessian X' diag(curvature) X; whatever was in them is overwritten. */
  accumulate(matrix: DesignMatrix, residual: Float64Array, curvature: Float64Array): void {
    this.gradient.fill(0);
    this.hessian.fill(0);
    for (let from = 0; from < matrix.rows; from += this.#blockRows) {
      const to = Math.min(from + this.#blockRows, matrix.rows);
      this.#residual.set(residual.subarray(from, to));
      this.#curvature.set(curvature.subarray(from, to));
      this.#addBlock(matrix, from, to);
    }
  }

  #addBlock({ starts, columns, values }: DesignMatrix, from: number, to: number): void {
    const first = starts[from] as number; // one start more than there are rows
    const end = starts[to] as number;
    this.#starts.set(starts.subarray(from, to + 1));
    this.#columns.set(columns.subarray(first, end));
    this.#values.set(values.subarray(first, end));
    const { byteOffset } = this.#starts;
    this.#accumulate(
      byteOffset,
      byteOffset + 4 * (to - from),
      this.#columns.byteOffset - 4 * first, // starts count from the first row of the matrix, and addresses wrap
      this.#values.byteOffset - 8 * first,
      this.#residual.byteOffset,
      this.#curvature.byteOffset,
      this.gradient.byteOffset,
      this.hessian.byteOffset,
      this.gradient.length,
    );
  }
}
