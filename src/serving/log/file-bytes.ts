import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ReadBytes } from './record.ts';

const windowBytes = 2 ** 20;

/** A file of this machine, of which a mebibyte is in memory, or as much as is asked for at once. It waits for the disk: for a thread that may. */
export class FileBytes implements ReadBytes {
  readonly size: number;
  readonly #file: number;
  #window = Buffer.allocUnsafeSlow(windowBytes);
  /** The part of the file that the window holds. */
  #start = 0;
  #end = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.size = fstatSync(this.#file).size;
  }

  at(position: number, length: number): Buffer {
    if (position < this.#start || position + length > this.#end) this.#load(position, length);
    return this.#window.subarray(position - this.#start, position - this.#start + length);
  }

  close(): void {
    closeSync(this.#file);
  }

  #load(position: number, length: number): void {
    if (length > this.#window.length) this.#window = Buffer.allocUnsafeSlow(length);
    [this.#start, this.#end] = [position, position];
    const most = Math.min(this.#window.length, this.size - position);
    while (this.#end - position < most) {
      const done = this.#end - position;
      const read = readSync(this.#file, this.#window, done, most - done, this.#end);
      if (read === 0) throw new RangeError(`the file became shorter than ${this.size} bytes while it was read`);
      this.#end += read;
    }
  }
}
