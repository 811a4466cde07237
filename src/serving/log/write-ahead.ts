import { join } from 'node:path';
import { fileStem } from '../../core/predictions/prediction-path.ts';
import type { OpenAppendFile } from './append-file.ts';
import { fits, headingOf, type LoggedRows } from './logged-rows.ts';
import { WriteAheadFile } from './write-ahead-file.ts';

export interface WriteAheadOptions {
  readonly folder: string;
  readonly rotateBytes: number;
  /** Milliseconds. */
  readonly rotateAfter: number;
  readonly now: () => number;
  /** 16 random hex digits. */
  readonly random: () => string;
  readonly openFile: OpenAppendFile;
}

export interface Flushed {
  /** Rows that are safe now. */
  readonly stored: number;
  /** Of the last file that could not be written: its rows wait on. */
  readonly fault: Error | undefined;
}

/** The write-ahead files: one for each version takes rows, others have their last rows to write. */
export class WriteAhead {
  readonly #options: WriteAheadOptions;
  readonly #open = new Map<string, { readonly file: WriteAheadFile; readonly opened: number }>();
  readonly #leaving = new Set<WriteAheadFile>();

  constructor(options: WriteAheadOptions) {
    this.#options = options;
  }

  get waitingBytes(): number {
    let sum = 0;
    for (const { file } of this.#open.values()) sum += file.waitingBytes;
    for (const file of this.#leaving) sum += file.waitingBytes;
    return sum;
  }

  /** `size` is what `sizeOfRows` says. */
  add(rows: LoggedRows, size: number): void {
    const key = `${rows.model}\n${rows.version}\n${rows.digest}`;
    const found = this.#open.get(key);
    const usable = found !== undefined && fits(found.file.heading, rows.frame);
    if (found !== undefined && !usable) this.#retire(key, found.file);
    (usable ? found.file : this.#create(key, rows)).add(rows, size);
  }

  /** Writes what waits, file by file: a slow disk then holds one of the few threads that Node has for files. One that fails stops no other. */
  async flush(): Promise<Flushed> {
    let [stored, fault]: [number, Error | undefined] = [0, undefined];
    for (const file of [...this.#all()].filter(({ waitingBytes }) => waitingBytes > 0)) {
      try {
        stored += await file.flush();
      } catch (error) {
        fault = error instanceof Error ? error : new Error(String(error));
      }
    }
    return { stored, fault };
  }

  /** Files that are due, or all, take no more rows. Those with nothing left to write are closed and handed out. */
  async retire(all: boolean): Promise<readonly string[]> {
    const { rotateBytes, rotateAfter, now } = this.#options;
    for (const [key, { file, opened }] of this.#open) {
      if (all || file.size >= rotateBytes || now() - opened >= rotateAfter) this.#retire(key, file);
    }
    const done = [...this.#leaving].filter((file) => file.waitingBytes === 0);
    for (const file of done) {
      this.#leaving.delete(file);
      await file.close();
    }
    return done.map(({ path }) => path);
  }

  /** Lets go of what can't be written: rows by model. */
  async abandon(): Promise<ReadonlyMap<string, number>> {
    const lost = new Map<string, number>();
    for (const file of this.#leaving) {
      const { model } = file.heading;
      lost.set(model, (lost.get(model) ?? 0) + file.waitingRows);
      await file.close();
    }
    this.#leaving.clear();
    return lost;
  }

  *#all(): Generator<WriteAheadFile> {
    yield* this.#leaving;
    for (const { file } of this.#open.values()) yield file;
  }

  #retire(key: string, file: WriteAheadFile): void {
    this.#open.delete(key);
    this.#leaving.add(file);
  }

  #create(key: string, rows: LoggedRows): WriteAheadFile {
    const { folder, now, random, openFile } = this.#options;
    const opened = now();
    const file = new WriteAheadFile(join(folder, `${fileStem(opened, random())}.wal`), headingOf(rows), openFile);
    this.#open.set(key, { file, opened });
    return file;
  }
}
