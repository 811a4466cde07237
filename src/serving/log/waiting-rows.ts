import { sizeOfRows, writeRows } from './encode-rows.ts';
import type { Heading, LoggedRows } from './logged-rows.ts';
import { preamble, sealRecord } from './record.ts';

/** Small enough to waste little at the end of one, large enough to be rare. */
const slabBytes = 64 * 1024;

/** Records that are not on the disk yet, in few large buffers. */
export class WaitingRows {
  readonly #slabs: { readonly bytes: Buffer; used: number }[] = [];
  #rows = 0;
  #bytes = 0;

  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get buffers(): readonly Buffer[] {
    return this.#slabs.map(({ bytes, used }) => bytes.subarray(0, used));
  }

  /** The first record of a file. */
  addHeading(heading: Heading): void {
    const text = Buffer.from(JSON.stringify(heading));
    this.#add(text.length, (bytes, at) => at + text.copy(bytes, at));
  }

  /** `size` is what `sizeOfRows` says. */
  addRows(rows: LoggedRows, size = sizeOfRows(rows)): void {
    this.#add(size, (bytes, at) => writeRows(rows, bytes, at));
    this.#rows += rows.frame.rows;
  }

  #add(size: number, write: (bytes: Buffer, at: number) => number): void {
    const slab = this.#slabWith(preamble + size);
    const end = write(slab.bytes, slab.used + preamble);
    sealRecord(slab.bytes, slab.used, end);
    this.#bytes += end - slab.used;
    slab.used = end;
  }

  #slabWith(room: number): { readonly bytes: Buffer; used: number } {
    const last = this.#slabs.at(-1);
    if (last !== undefined && last.bytes.length - last.used >= room) return last;
    const slab = { bytes: Buffer.allocUnsafeSlow(Math.max(slabBytes, room)), used: 0 };
    this.#slabs.push(slab);
    return slab;
  }
}
