import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { FolderPlace } from '../../../src/engines/predictions/folder-place.ts';
import type { PredictionPlace } from '../../../src/engines/predictions/prediction-place.ts';
import type { LogEvent } from '../../../src/serving/log/log-event.ts';
import { openPredictionLog, type PredictionLogOptions } from '../../../src/serving/log/open-prediction-log.ts';

export interface TestPlace {
  readonly root: string;
  readonly local: string;
  readonly place: PredictionPlace;
}

/** A place for predictions in a folder that goes with the test. */
export async function newPlace(): Promise<TestPlace> {
  const root = await mkdtemp(join(tmpdir(), 'aval-predictions-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return { root, local: join(root, '.write-ahead'), place: new FolderPlace(root) };
}

/** A log needs of a place that files can be put there. */
type LogPlace = Pick<TestPlace, 'local'> & { readonly place: Pick<PredictionPlace, 'put'> };

export async function openLog({ place, local }: LogPlace, options: Partial<PredictionLogOptions> = {}) {
  const events: LogEvent[] = [];
  const log = await openPredictionLog(place, { local, told: (event) => events.push(event), ...options });
  return { log, events };
}

/** Rows of all Parquet files of a place as DuckDB reads them, by key. */
export async function readAll(root: string): Promise<Record<string, unknown>[]> {
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.parquet'));
  if (files.length === 0) return [];
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const list = files.map((file) => `'${join(root, file)}'`).join(', ');
  const result = await connection.runAndReadAll(`SELECT * FROM read_parquet([${list}]) ORDER BY key`);
  return result.getRowObjectsJson();
}

export const keysIn = async (root: string): Promise<string[]> => (await readAll(root)).map(({ key }) => String(key));
