import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { Column, Frame } from '../../core/features/frame.ts';
import { identifier, literal } from '../../core/features/sql.ts';
import type { TimeWindow } from '../../core/monitoring/windows.ts';
import type { Manifest } from '../../core/registry/package.ts';
import { columnKind, readColumns } from '../duckdb/read-columns.ts';
import { openSession, type Session } from '../duckdb/session.ts';

/** The predictions of one window. */
export interface LoggedWindow {
  /** Features before preparation, and `prediction`. */
  readonly frame: Frame;
  /** Null where a caller named none. */
  readonly keys: readonly (string | null)[];
  /** Rows left out because request and key were there already: a log may write a row twice. */
  readonly repeated: number;
}

/** What one package answered, by time. Closed by `await using`. */
export interface PredictionLog extends AsyncDisposable {
  /** Time of the first and the last prediction, in microseconds; undefined when there is none. */
  span(): Promise<{ readonly first: number; readonly last: number } | undefined>;
  read(window: TimeWindow): Promise<LoggedWindow>;
}

export interface PredictionsOf {
  /** Whole Parquet files of this machine. */
  readonly files: readonly string[];
  readonly digest: Digest;
  readonly manifest: Manifest;
  readonly memoryLimit: string;
}

const known = ['time', 'digest', 'request', 'key'] as const;
/** Rows in an order that doesn't depend on files: sketches do on theirs. */
const order = '"time", "request", "key", "prediction"';

/** Opens the log of a package; undefined where there is no file. Throws `evidence` for files that can't be read, lack a column or hold another type. */
export async function openPredictions(of: PredictionsOf): Promise<PredictionLog | undefined> {
  const { files } = of;
  if (files.length === 0) return undefined;
  const session = await openSession({ memoryLimit: of.memoryLimit });
  try {
    const scan = `read_parquet([${files.map(literal).join(', ')}], union_by_name = true, hive_partitioning = false)`;
    await readable(of.manifest, async () => {
      await checkColumns(session, scan, of.manifest);
      await session.run(`CREATE VIEW predictions AS SELECT * FROM ${scan} WHERE "digest" = ${literal(of.digest)}`);
    });
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
  return {
    span: () => readable(of.manifest, () => readSpan(session)),
    read: (window) => readable(of.manifest, () => readWindow(session, inputsOf(of.manifest), window)),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

type Input = Manifest['signature']['inputs'][number];

function inputsOf({ signature }: Manifest): readonly Input[] {
  return [...signature.inputs, { name: 'prediction', type: 'number' }];
}

/** What DuckDB can't read is the fault of the files: it names the one. */
async function readable<T>({ model }: Manifest, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof AvalError) || cause.faults[0]?.rule !== 'duckdb.query') throw cause;
    const message = `predictions of ${model} can't be read: ${cause.message}`;
    const hint = 'Remove the file, or write it again: every other is fine as far as it was read.';
    throw new AvalError('evidence', { rule: 'monitoring.predictions', message, hint }, { cause });
  }
}

async function checkColumns(session: Session, scan: string, manifest: Manifest): Promise<void> {
  const [names = [], types = []] = await session.texts(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${scan})`,
  );
  const found = new Map(names.map((name, i) => [name ?? '', types[i] ?? '']));
  const missing = [...known, ...inputsOf(manifest).map(({ name }) => name)].filter((name) => !found.has(name));
  const other = inputsOf(manifest).filter(({ name, type }) => found.has(name) && !fits(found.get(name) ?? '', type));
  const problems = [
    ...missing.map((name) => `there is no column "${name}"`),
    ...other.map(({ name, type }) => `"${name}" holds ${found.get(name)}, and the package takes a ${type}`),
  ];
  if (problems.length === 0) return;
  throw new AvalError(
    'evidence',
    problems.map((problem) => ({
      rule: 'monitoring.predictions',
      message: `predictions of ${manifest.model}: ${problem}`,
      hint: 'docs/guide/monitoring.md lists the columns of the log.',
    })),
  );
}

/** A column that is nothing but null may have any type. */
const fits = (type: string, kind: Column['type']): boolean => type === '"NULL"' || columnKind(type) === kind;

async function readSpan(session: Session): ReturnType<PredictionLog['span']> {
  const [first, last] = await session.numbers(
    'SELECT CAST(epoch_us(min("time")) AS DOUBLE), CAST(epoch_us(max("time")) AS DOUBLE) FROM predictions',
  );
  const [a, b] = [first?.[0] ?? Number.NaN, last?.[0] ?? Number.NaN];
  return Number.isNaN(a) ? undefined : { first: a, last: b };
}

async function readWindow(session: Session, inputs: readonly Input[], window: TimeWindow): Promise<LoggedWindow> {
  const within = `"time" >= make_timestamp(${window.from}) AND "time" < make_timestamp(${window.until})`;
  const [all] = await session.numbers(`SELECT CAST(count(*) AS DOUBLE) FROM predictions WHERE ${within}`);
  await session.run(`CREATE OR REPLACE TABLE logged AS SELECT * FROM predictions WHERE ${within}
QUALIFY "request" IS NULL OR "key" IS NULL OR row_number() OVER (PARTITION BY "request", "key" ORDER BY ${order}) = 1`);
  const columns = await readColumns(
    session,
    'logged',
    inputs.map(({ name, type }) => ({ sql: identifier(name), kind: type })),
    order,
  );
  const [keys = []] = await session.texts(`SELECT CAST("key" AS VARCHAR) FROM logged ORDER BY ${order}`);
  const named = new Map(inputs.flatMap(({ name }, i): [string, Column][] => (columns[i] ? [[name, columns[i]]] : [])));
  return { frame: { rows: keys.length, columns: named }, keys, repeated: (all?.[0] ?? 0) - keys.length };
}
