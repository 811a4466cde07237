import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { predictionPath } from '../../core/predictions/prediction-path.ts';
import type { PredictionPlace } from '../../engines/predictions/prediction-place.ts';
import { backoff, pause } from './backoff.ts';
import type { Converted } from './convert.ts';
import { convertInThread } from './convert-in-thread.ts';
import type { LogEvent } from './log-event.ts';

const firstPause = 1000;
const longestPause = 300_000;

/** Makes Parquet files of write-ahead files and puts them where predictions lie, one at a time, until it is done or the log closes. */
export class Rotation {
  readonly #place: Pick<PredictionPlace, 'put'>;
  readonly #tell: (event: LogEvent) => void;
  readonly #closing: AbortSignal;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(place: Pick<PredictionPlace, 'put'>, tell: (event: LogEvent) => void, closing: AbortSignal) {
    this.#place = place;
    this.#tell = tell;
    this.#closing = closing;
  }

  /** Undefined: it failed, and the file is left for the next start. */
  async rotate(file: string): Promise<Converted | undefined> {
    for (let tries = 0; ; tries++) {
      const last = this.#closing.aborted;
      const turn = this.#turn.then(() => this.#once(file));
      this.#turn = turn.catch(() => undefined); // told below, by whoever asked
      try {
        return await turn;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#tell({ kind: 'failed', doing: 'rotate', reason });
        if (last) return undefined;
        await pause(backoff(tries, firstPause, longestPause, Math.random), this.#closing);
      }
    }
  }

  /** The write-ahead file goes last: killed before that, the next start makes the same file at the same place again. */
  async #once(file: string): Promise<Converted> {
    const stem = basename(file, '.wal');
    const parquet = file.replace(/\.wal$/, '.converted'); // not yet a name that readers of Parquet files look for
    const converted = await convertInThread(file, parquet);
    const { heading, rows } = converted;
    if (heading !== undefined && rows > 0) {
      const path = predictionPath(heading.model, heading.digest, stem);
      await this.#place.put(path, parquet);
      this.#tell({ kind: 'rotated', model: heading.model, rows, path });
    }
    await rm(parquet, { force: true });
    await rm(file, { force: true });
    return converted;
  }
}
