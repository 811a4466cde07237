import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openAppendFile } from '../../../src/serving/log/append-file.ts';
import { convert } from '../../../src/serving/log/convert.ts';
import { sizeOfRows } from '../../../src/serving/log/encode-rows.ts';
import { headingOf } from '../../../src/serving/log/logged-rows.ts';
import { WriteAheadFile } from '../../../src/serving/log/write-ahead-file.ts';
import { ask, type Prediction } from '../story/ask.ts';
import { asked, type Flights, flightsFrom } from './flights-data.ts';

export interface Replay {
  /** Of the server that answers. */
  readonly address: string;
  readonly model: string;
  /** Where the log of the replay goes. */
  readonly folder: string;
}

/**
 * Asks the server about a week of flights in one request, and keeps what it answered as its own log would have: written by the same code, but each
 * row at the time of its flight, because the server writes the time at which it is asked. Gives the number of flights.
 */
export async function replayWeek(flights: Flights, from: number, replay: Replay): Promise<number> {
  const some = flightsFrom(flights, from);
  const answer = await ask(replay.address, replay.model, asked(some), some.keys);
  if (answer === undefined) throw new Error(`nobody answers for ${replay.model}`);
  await keep(some, answer, new Date(from / 1e3).toISOString().slice(0, 10), replay);
  return some.keys.length;
}

/** The name says no time: that of a file of the server's own log would say when the server opened it. */
async function keep({ keys, time, frame }: Flights, answer: Prediction, name: string, { folder, model }: Replay) {
  const { id: request, model_version: version, parameters, outputs } = answer;
  const prediction = Float64Array.from(outputs[0].data);
  const rows = { model, version, digest: parameters.digest, request, keys, time, frame, prediction };
  const written = join(folder, `replayed-${name}.wal`);
  await mkdir(join(folder, model), { recursive: true });
  const file = new WriteAheadFile(written, headingOf(rows), openAppendFile);
  file.add(rows, sizeOfRows(rows));
  await file.flush();
  await file.close();
  await convert(written, join(folder, model, `replayed-${name}.parquet`));
  await rm(written);
}
