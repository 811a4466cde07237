import { KernelMemory } from '../../kernels/kernel-memory.ts';
import { kernelModule } from './module.generated.ts';

type Kernel = (...parameters: number[]) => number;

let compiled: WebAssembly.Module | undefined;

/**
 * The inner loops of the tree learner, in WebAssembly (see scripts/generate/kernels.ts). Every array that they are given is one of this memory,
 * and indices are in range by construction of the caller: nothing checks them but the memory's own bounds.
 */
export class Kernels extends KernelMemory {
  readonly #exports: Readonly<Record<string, unknown>>;
  readonly #addLeaves: Kernel;

  constructor(bytes: number) {
    super(bytes);
    compiled ??= new WebAssembly.Module(Buffer.from(kernelModule, 'base64'));
    this.#exports = new WebAssembly.Instance(compiled, { kernel: { memory: this.memory } }).exports;
    this.#addLeaves = this.#kernel('addLeaves');
  }

  /** `sums[bin] += packed[row]` for each of the `width` bins, in `binIds`, of rows `index[from]` to `index[to - 1]`. At least one row. */
  addRows(
    width: number,
    sums: Float64Array,
    binIds: Uint16Array,
    packed: Float64Array,
    { index, from, to }: { readonly index: Uint32Array; readonly from: number; readonly to: number },
  ): void {
    this.#kernel(`addRows${width}`)(...addresses(sums, binIds, packed, index), from, to);
  }

  /** For each tree of a program, `scores[row] += values[leaf]`: of the leaves that the masks of all the row's bins leave, the lowest bit. */
  addLeaves(scores: Float64Array, program: Int32Array): void {
    if (scores.length === 0 || program.length === 0) return;
    this.#addLeaves(scores.byteOffset, scores.length, program.byteOffset, program.byteOffset + program.byteLength);
  }

  /** `bins[row]`: how many of 2^depth - 1 ascending bounds lie below the value; 255 for NaN. At least one row. */
  searchBins(depth: number, values: Float64Array, bounds: Float64Array, bins: Uint8Array): void {
    this.#kernel(`searchBins${depth}`)(...addresses(values, bounds, bins), values.length);
  }

  /**
   * Moves rows `source[from]` to `source[to - 1]` into `target`: those that go left from `from` upwards, the others from `to - 1` downwards.
   * Returns where the right side begins. At least one row.
   */
  partition(
    source: Uint32Array,
    target: Uint32Array,
    bins: Uint8Array,
    goesLeft: Uint8Array,
    from: number,
    to: number,
  ): number {
    return this.#kernel('partition')(...addresses(source, target, bins, goesLeft), from, to);
  }

  #kernel(name: string): Kernel {
    return this.#exports[name] as Kernel; // as generated
  }
}

function addresses(...arrays: readonly { readonly byteOffset: number }[]): number[] {
  return arrays.map(({ byteOffset }) => byteOffset);
}
