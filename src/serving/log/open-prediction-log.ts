import { randomBytes } from 'node:crypto';
import { longestAge } from '../../core/predictions/prediction-path.ts';
import type { PredictionPlace } from '../../engines/predictions/prediction-place.ts';
import { type OpenAppendFile, openAppendFile } from './append-file.ts';
import { type LogEvent, SparseTeller } from './log-event.ts';
import { type PredictionLog, WritingLog } from './prediction-log.ts';
import { recover } from './recover.ts';
import { Rotation } from './rotation.ts';
import { newSession } from './session-folder.ts';
import { WriteAhead } from './write-ahead.ts';

export interface PredictionLogOptions {
  /** Folder on a disk of this machine, where rows are written first. Servers may share it. */
  readonly local: string;
  readonly told: (event: LogEvent) => void;
  /** A write-ahead file becomes a Parquet file at this size... */
  readonly rotateBytes?: number;
  /** ...or at this age in milliseconds, a day at most. */
  readonly rotateAfter?: number;
  /** Bytes of rows that may wait in memory for a disk that is slow or full; more are dropped. */
  readonly memoryBytes?: number;
  /** Seams for tests. */
  readonly now?: () => number;
  readonly random?: () => string;
  readonly openFile?: OpenAppendFile;
}

const mebibyte = 2 ** 20;
const hour = 3_600_000;

/** Opens the log of predictions, and begins to rotate what processes that died left. Throws `config` where `local` can't be written. */
export async function openPredictionLog(
  place: Pick<PredictionPlace, 'put'>,
  options: PredictionLogOptions,
): Promise<PredictionLog> {
  const { local, now = Date.now, random = () => randomBytes(8).toString('hex') } = options;
  const session = await newSession(local, random());
  const teller = new SparseTeller(options.told);
  const closing = new AbortController();
  const rotation = new Rotation(place, (event) => teller.tell(event), closing.signal);
  const rotateAfter = Math.min(longestAge, options.rotateAfter ?? hour);
  const files = new WriteAhead({
    folder: session.folder,
    rotateBytes: options.rotateBytes ?? 64 * mebibyte,
    rotateAfter,
    now,
    random,
    openFile: options.openFile ?? openAppendFile,
  });
  const under = new Set<Promise<unknown>>();
  const follow = (work: Promise<unknown>) => {
    under.add(work);
    void work.finally(() => under.delete(work));
  };
  follow(recover(local, rotation, (event) => teller.tell(event), closing.signal));
  const log = new WritingLog({
    files,
    teller,
    memoryBytes: options.memoryBytes ?? 64 * mebibyte,
    rotate: (complete) => {
      for (const file of complete) follow(rotation.rotate(file));
    },
    settled: async () => {
      clearInterval(ticks);
      closing.abort();
      await Promise.all(under);
      await session.release();
    },
  });
  const ticks = setInterval(() => log.tick(), Math.min(rotateAfter, 60_000)).unref();
  return log;
}
