import { AvalError } from '../../errors.ts';

const page = 65_536;
/** A WebAssembly memory with 32-bit addresses. */
const mostBytes = 2 ** 32 - page;
/** A cache line: no two arrays share one. */
const alignment = 64;

/** Bytes that an array of so many takes in a `KernelMemory`. */
export function kernelBytes(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/** A WebAssembly memory of fixed size, handed out array by array. The `byteOffset` of an array is its address. */
export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly #bytes: number;
  #used = 0;

  /** `bytes` as added up by `kernelBytes`. Throws `config` for more than 4 GiB. */
  constructor(bytes: number) {
    if (bytes > mostBytes) throw tooLarge(bytes);
    this.#bytes = bytes;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / page) });
  }

  /** Bytes not handed out yet. */
  get left(): number {
    return this.#bytes - this.#used;
  }

  /** What is handed out from here on may be taken back by `rewind`. */
  mark(): number {
    return this.#used;
  }

  /** Takes back all arrays since `mark`; they must not be used any more. */
  rewind(mark: number): void {
    this.#used = mark;
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.#take(length), length);
  }

  shorts(length: number): Uint16Array {
    return new Uint16Array(this.memory.buffer, this.#take(2 * length), length);
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.memory.buffer, this.#take(4 * length), length);
  }

  rows(length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, this.#take(4 * length), length);
  }

  numbers(length: number): Float64Array {
    return new Float64Array(this.memory.buffer, this.#take(8 * length), length);
  }

  #take(bytes: number): number {
    const at = this.#used;
    this.#used += kernelBytes(bytes);
    return at;
  }
}

function tooLarge(bytes: number): AvalError {
  return new AvalError('config', {
    rule: 'train.size',
    message: `these rows and features need ${(bytes / 2 ** 30).toFixed(1)} GiB at once, and our engines have 4`,
    hint: 'Train on fewer rows or features, or with engine "command".',
  });
}
