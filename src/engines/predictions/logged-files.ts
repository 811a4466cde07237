import { type FileHandle, open } from 'node:fs/promises';
import { AvalError } from '../../core/errors.ts';
import type { PredictionPlace } from './prediction-place.ts';
import { readPredictions } from './read-predictions.ts';

export interface LoggedFiles {
  readonly model: string;
  /** Of the package that answered. */
  readonly digest: string;
  /** Microseconds since 1970. */
  readonly until: number;
  /** Where files of a place elsewhere are fetched to. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

/**
 * Local Parquet files that may hold what a package answered before a time; none where it answered nothing. A file without its end is still being
 * written: it is passed over, and that is said. Throws `config` where nothing at all lies in the place, `platform` where it can't be read.
 */
export async function loggedFiles(
  place: PredictionPlace,
  { model, digest, until, folder, log }: LoggedFiles,
): Promise<readonly string[]> {
  const paths = await readPredictions(place, model, { digest, from: 0, until: until / 1000 });
  if (paths.length === 0 && (await place.isEmpty())) throw nothingThere(place);
  const files: string[] = [];
  for (const path of paths) {
    const file = await place.local(path, folder);
    if (await isWhole(file)) files.push(file);
    else log(`${path} is passed over: it is not whole, or not yet`);
  }
  return files;
}

function nothingThere({ name }: PredictionPlace): AvalError {
  return new AvalError('config', {
    rule: 'monitoring.nothing',
    message: `nothing lies in ${name}, where predictions should be`,
    hint: 'Look at "predictions" in aval.yaml (or --predictions), at what serving writes, and at what copies it.',
  });
}

const mark = 'PAR1';

/** Parquet says what is in a file at its end, so that one without it holds nothing yet. */
async function isWhole(path: string): Promise<boolean> {
  await using file = await open(path);
  const { size } = await file.stat();
  return size >= 3 * mark.length && (await markAt(file, 0)) && (await markAt(file, size - mark.length));
}

async function markAt(file: FileHandle, position: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(mark.length), 0, mark.length, position);
  return buffer.toString('latin1') === mark;
}
