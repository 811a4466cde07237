import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Source, sourceSchema } from '../../../src/core/definitions/schema/source.ts';
import { literal } from '../../../src/core/features/sql.ts';
import { openSession } from '../../../src/engines/duckdb/session.ts';

/** A temporary folder for small data files, removed by `await using`. */
export interface DataFolder extends AsyncDisposable {
  readonly path: string;
  /** Writes lines as a CSV file; the first is the header. */
  csv(...lines: readonly string[]): Promise<string>;
  /** Writes what a SELECT of DuckDB gives as a Parquet file. */
  parquet(select: string): Promise<string>;
}

export async function dataFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), "aval-it's-"));
  let files = 0;
  const next = (ending: string): string => join(path, `${++files}.${ending}`);
  return {
    path,
    csv: async (...lines) => {
      const file = next('csv');
      await writeFile(file, `${lines.join('\n')}\n`);
      return file;
    },
    parquet: async (select) => {
      const file = next('parquet');
      await using session = await openSession();
      await session.run(`COPY (${select}) TO ${literal(file)} (FORMAT parquet)`);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

/** A source named "people" with these columns, as its file would declare it. */
export function sourceOf(columns: Readonly<Record<string, object>>, rest: object = {}): Source {
  const fixed = { apiVersion: 'aval/v1', kind: 'Source', name: 'people', licence: 'CC0', origin: 'made up' };
  return sourceSchema.parse({ ...fixed, uri: 'data/people.csv', columns, ...rest });
}
