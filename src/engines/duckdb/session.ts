import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AvalError } from '../../core/errors.ts';
import { identifier, literal } from '../../core/features/sql.ts';

export interface SessionOptions {
  /** Like "2GB"; beyond it DuckDB spills to the temporary folder of the machine. */
  readonly memoryLimit?: string;
  /** More than one thread may change the last bits of a sum. */
  readonly threads?: number;
}

/** An in-memory DuckDB with its clock pinned to UTC, closed by `await using`. Extensions are never fetched. */
export interface Session extends AsyncDisposable {
  run(sql: string): Promise<void>;
  /** Columns of DOUBLE, in order; null is NaN. */
  numbers(sql: string): Promise<Float64Array[]>;
  /** Columns of VARCHAR, in order. */
  texts(sql: string): Promise<(string | null)[][]>;
  /** From here on no file, no network and no setting can be reached, whatever SQL runs. Unqualified names mean `schema`. */
  lock(schema: string): Promise<void>;
}

export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads ?? 1),
    memory_limit: options.memoryLimit ?? '4GB',
    temp_directory: join(tmpdir(), `aval-duckdb-${process.pid}`), // made only when it spills, removed when it closes
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    run: async (sql) => void (await query(connection, sql)),
    numbers: (sql) => readNumbers(connection, sql),
    texts: (sql) => readTexts(connection, sql),
    lock: async (schema) => {
      await query(connection, `SET schema = ${literal(identifier(schema))}`);
      await query(connection, 'SET enable_external_access = false');
      await query(connection, 'SET lock_configuration = true');
    },
    [Symbol.asyncDispose]: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

type Result = Awaited<ReturnType<DuckDBConnection['run']>>;

async function query(connection: DuckDBConnection, sql: string): Promise<Result> {
  try {
    return await connection.run(sql);
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
    const memory = message.startsWith('Out of Memory');
    const fault = { rule: memory ? 'duckdb.memory' : 'duckdb.query', message: `DuckDB: ${message}` };
    throw new AvalError(memory ? 'platform' : 'invariant', fault, { cause });
  }
}

/** Chunk by chunk: a row object for each row would cost more than the query. */
async function readNumbers(connection: DuckDBConnection, sql: string): Promise<Float64Array[]> {
  const result = await query(connection, sql);
  const columns = Array.from({ length: result.columnCount }, () => new Float64Array(result.rowCount));
  await eachItem(result, (column, row, item) => {
    const values = columns[column];
    if (values) values[row] = typeof item === 'number' ? item : Number.NaN;
  });
  return columns;
}

async function readTexts(connection: DuckDBConnection, sql: string): Promise<(string | null)[][]> {
  const result = await query(connection, sql);
  const columns: (string | null)[][] = Array.from({ length: result.columnCount }, () => []);
  await eachItem(result, (column, _row, item) => columns[column]?.push(typeof item === 'string' ? item : null));
  return columns;
}

async function eachItem(result: Result, visit: (column: number, row: number, item: unknown) => void): Promise<void> {
  let start = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let column = 0; column < chunk.columnCount; column++) {
      const vector = chunk.getColumnVector(column);
      for (let row = 0; row < chunk.rowCount; row++) visit(column, start + row, vector.getItem(row));
    }
    start += chunk.rowCount;
  }
}
