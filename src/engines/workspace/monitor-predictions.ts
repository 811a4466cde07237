import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { Column, Frame } from '../../core/features/frame.ts';
import { identifier, literal } from '../../core/features/sql.ts';
import { answerColumn } from '../../core/monitoring/answers.ts';
import type { TimeWindow } from '../../core/monitoring/windows.ts';
import type { Manifest } from '../../core/registry/package.ts';
import { columnKind, readColumns } from '../duckdb/read-columns.ts';
import { openSession, type Session } from '../duckdb/session.ts';

/** The predictions of one window. */
export interface LoggedWindow {
  /** Features before preparation, and `prediction`: of several classes the one decided for. */
  readonly frame: Frame;
  /** What was answered: one number for each row, or row by row one for each class; NaN where it is missing. */
  readonly scores: Float64Array;
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
    read: (window) => readable(of.manifest, () => readWindow(session, of.manifest, window)),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** The column of the log that holds what was answered; of several classes it is a list. */
const answerOf = ({ classes }: Manifest): string => (classes === undefined ? 'prediction' : 'probabilities');

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
  const { inputs } = manifest.signature;
  const answer = answerOf(manifest);
  const missing = [...known, ...inputs.map(({ name }) => name), answer].filter((name) => !found.has(name));
  const other = inputs.filter(({ name, type }) => found.has(name) && !fits(found.get(name) ?? '', type));
  const answered = found.get(answer);
  const problems = [
    ...missing.map((name) => `there is no column "${name}"`),
    ...other.map(({ name, type }) => `"${name}" holds ${found.get(name)}, and the package takes a ${type}`),
    ...(answered === undefined || fitsAnswer(answered, manifest)
      ? []
      : [
          `"${answer}" holds ${answered}, and the package answers ${manifest.classes ? 'a list of numbers' : 'a number'}`,
        ]),
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

function fitsAnswer(type: string, { classes }: Manifest): boolean {
  if (classes === undefined) return fits(type, 'number');
  return type === '"NULL"' || (type.endsWith('[]') && columnKind(type.slice(0, -2)) === 'number');
}

async function readSpan(session: Session): ReturnType<PredictionLog['span']> {
  const [first, last] = await session.numbers(
    'SELECT CAST(epoch_us(min("time")) AS DOUBLE), CAST(epoch_us(max("time")) AS DOUBLE) FROM predictions',
  );
  const [a, b] = [first?.[0] ?? Number.NaN, last?.[0] ?? Number.NaN];
  return Number.isNaN(a) ? undefined : { first: a, last: b };
}

async function readWindow(session: Session, manifest: Manifest, window: TimeWindow): Promise<LoggedWindow> {
  const { inputs } = manifest.signature;
  const answer = identifier(answerOf(manifest));
  // An order that doesn't depend on files: sketches do on that of their rows.
  const order = `"time", "request", "key", ${answer}`;
  const within = `"time" >= make_timestamp(${window.from}) AND "time" < make_timestamp(${window.until})`;
  const [all] = await session.numbers(`SELECT CAST(count(*) AS DOUBLE) FROM predictions WHERE ${within}`);
  await session.run(`CREATE OR REPLACE TABLE logged AS SELECT * FROM predictions WHERE ${within}
QUALIFY "request" IS NULL OR "key" IS NULL OR row_number() OVER (PARTITION BY "request", "key" ORDER BY ${order}) = 1`);
  const cells = manifest.classes ? await listCells(session, answer, manifest.classes.length) : [answer];
  const columns = await readColumns(
    session,
    'logged',
    [
      ...inputs.map(({ name, type }) => ({ sql: identifier(name), kind: type })),
      ...cells.map((sql) => ({ sql, kind: 'number' as const })),
    ],
    order,
  );
  const [keys = []] = await session.texts(`SELECT CAST("key" AS VARCHAR) FROM logged ORDER BY ${order}`);
  const scores = rowMajor(columns.slice(inputs.length), keys.length);
  const named = new Map(inputs.flatMap(({ name }, i): [string, Column][] => (columns[i] ? [[name, columns[i]]] : [])));
  named.set('prediction', answerColumn(scores, manifest));
  return { frame: { rows: keys.length, columns: named }, scores, keys, repeated: (all?.[0] ?? 0) - keys.length };
}

/** SQL of each number of a list. Throws `evidence` where a row has more or fewer. */
async function listCells(session: Session, list: string, length: number): Promise<string[]> {
  const [[wrong = 0] = []] = await session.numbers(
    `SELECT CAST(count(*) AS DOUBLE) FROM logged WHERE len(${list}) <> ${length}`,
  );
  if (wrong === 0) return Array.from({ length }, (_, k) => `${list}[${k + 1}]`);
  throw new AvalError('evidence', {
    rule: 'monitoring.predictions',
    message: `${wrong} logged rows have not ${length} probabilities, one for each class of the package`,
    hint: 'docs/guide/monitoring.md lists the columns of the log.',
  });
}

function rowMajor(columns: readonly Column[], rows: number): Float64Array {
  const values = new Float64Array(rows * columns.length);
  for (const [k, column] of columns.entries()) {
    if (column.type === 'category') continue; // never: read as numbers
    for (let row = 0; row < rows; row++) values[row * columns.length + k] = column.values[row] ?? Number.NaN;
  }
  return values;
}
