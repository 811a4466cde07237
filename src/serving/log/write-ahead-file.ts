import { rm } from 'node:fs/promises';
import type { AppendFile, OpenAppendFile } from './append-file.ts';
import type { Heading, LoggedRows } from './logged-rows.ts';
import { WaitingRows } from './waiting-rows.ts';

/** Rows of one version on their way to the disk. */
export class WriteAheadFile {
  readonly path: string;
  readonly heading: Heading;
  readonly #open: OpenAppendFile;
  #file: AppendFile | undefined;
  #size = 0;
  #waiting = new WaitingRows();
  /** What a flush took and did not finish: it comes first in the next one. */
  #writing: WaitingRows | undefined;

  constructor(path: string, heading: Heading, open: OpenAppendFile) {
    this.path = path;
    this.heading = heading;
    this.#open = open;
    this.#waiting.addHeading(heading);
  }

  /** Bytes that are safe on the disk. */
  get size(): number {
    return this.#size;
  }

  get waitingBytes(): number {
    return this.#waiting.bytes + (this.#writing?.bytes ?? 0);
  }

  get waitingRows(): number {
    return this.#waiting.rows + (this.#writing?.rows ?? 0);
  }

  add(rows: LoggedRows, size: number): void {
    this.#waiting.addRows(rows, size);
  }

  /** Brings what waits to the disk and says how many rows that was. When it fails, nothing is lost: the same is tried again. */
  async flush(): Promise<number> {
    this.#file ??= await this.#create();
    if (this.#writing === undefined) {
      this.#writing = this.#waiting;
      this.#waiting = new WaitingRows();
    }
    let end = this.#size;
    // Always from the last safe byte: after a sync that failed the kernel may have thrown away what was written before it.
    for (const bytes of this.#writing.buffers) {
      await this.#file.write(bytes, end);
      end += bytes.length;
    }
    await this.#file.sync();
    this.#size = end;
    const { rows } = this.#writing;
    this.#writing = undefined;
    return rows;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  /** A try before may have failed half-way; nothing of it counts. */
  async #create(): Promise<AppendFile> {
    await rm(this.path, { force: true });
    return this.#open(this.path);
  }
}
