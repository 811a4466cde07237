import { backoff } from './backoff.ts';
import { sizeOfRows } from './encode-rows.ts';
import type { SparseTeller } from './log-event.ts';
import { isWhole, type LoggedRows } from './logged-rows.ts';
import { preamble } from './record.ts';
import type { WriteAhead } from './write-ahead.ts';

/** Where a server writes what it was asked and what it answered. */
export interface PredictionLog {
  /** Takes the rows to be written soon. Never throws, never waits; what can't be taken is counted and told. */
  record(rows: LoggedRows): void;
  /** Rows that are lost. */
  readonly dropped: number;
  /** Rows that are on the disk. */
  readonly stored: number;
  /** Writes and rotates what is there; from here on rows are dropped. */
  close(): Promise<void>;
}

/** Milliseconds from a row to the write that takes it along; with the write itself it is on the disk within a tenth of a second. */
const flushAfter = 50;
const longestPause = 5000;

export interface WritingParts {
  readonly files: WriteAhead;
  readonly teller: SparseTeller;
  /** Bytes of rows that may wait in memory. */
  readonly memoryBytes: number;
  /** Takes over files that are complete. */
  readonly rotate: (files: readonly string[]) => void;
  /** Ends when all that was handed over is settled. */
  readonly settled: () => Promise<void>;
}

/** The one writer of all write-ahead files: takes rows at once, writes them together. */
export class WritingLog implements PredictionLog {
  readonly #parts: WritingParts;
  #dropped = 0;
  #stored = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  #failures = 0;
  /** Why nothing can be written at present. */
  #fault: string | undefined;
  #closed = false;

  constructor(parts: WritingParts) {
    this.#parts = parts;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get stored(): number {
    return this.#stored;
  }

  record(rows: LoggedRows): void {
    try {
      const size = sizeOfRows(rows);
      const refusal = this.#refusal(rows, size);
      if (refusal === undefined) this.#parts.files.add(rows, size);
      else this.#drop(rows.model, rows.frame.rows, refusal);
      this.#arm(flushAfter);
    } catch (error) {
      this.#drop(rows.model, rows.frame.rows, reasonOf(error));
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#flushing;
    await this.#flush(true);
    for (const [model, rows] of await this.#parts.files.abandon()) this.#drop(model, rows, this.#fault ?? closed);
    await this.#parts.settled();
    this.#parts.teller.close();
  }

  /** Rotates files that are old enough though no row comes. */
  tick(): void {
    this.#arm(0);
  }

  #refusal(rows: LoggedRows, size: number): string | undefined {
    if (this.#closed) return closed;
    if (!isWhole(rows)) return 'the parts of a request have unequal numbers of rows';
    if (this.#parts.files.waitingBytes + size + preamble <= this.#parts.memoryBytes) return undefined;
    return this.#fault ?? 'rows come faster than the disk takes them';
  }

  #arm(delay: number): void {
    if (this.#closed || this.#timer !== undefined || this.#flushing !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flushing = this.#flush(false).finally(() => {
        this.#flushing = undefined;
        if (this.#fault !== undefined) this.#arm(backoff(this.#failures, flushAfter, longestPause, Math.random));
        else if (this.#parts.files.waitingBytes > 0) this.#arm(flushAfter);
      });
    }, delay);
  }

  /** Never rejects. */
  async #flush(all: boolean): Promise<void> {
    const { files, teller, rotate } = this.#parts;
    const { stored, fault } = await files.flush();
    this.#stored += stored;
    this.#fault = fault?.message;
    this.#failures = fault === undefined ? 0 : this.#failures + 1;
    if (fault !== undefined) teller.tell({ kind: 'failed', doing: 'write', reason: fault.message });
    await files.retire(all).then(rotate, (error: unknown) => {
      teller.tell({ kind: 'failed', doing: 'write', reason: reasonOf(error) });
    });
  }

  #drop(model: string, rows: number, reason: string): void {
    if (rows === 0) return;
    this.#dropped += rows;
    this.#parts.teller.tell({ kind: 'dropped', model, rows, reason });
  }
}

const closed = 'the log is closed';
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
