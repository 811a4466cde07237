import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError, type Fault } from '../../core/errors.ts';
import { identifier, literal } from '../../core/features/sql.ts';
import type { Session } from './session.ts';
import { fromParquet, fromText } from './typed-column.ts';

/** Something in the file that doesn't fit the declared schema. `unexpected` counts values; examples are `row 12: "abc"`. */
export interface SchemaProblem {
  readonly column?: string;
  readonly message: string;
  readonly unexpected: number;
  readonly examples: readonly string[];
}

/** The number of a row in its file, from 1. No declared column can have this name. */
export const rowNumber = '"#row"';

/** The table that `readSource` makes. */
export function sourceTable(source: string): string {
  return `source.${identifier(source)}`;
}

/** Reads a file into `sourceTable(source.name)` by its declared schema. Rows after `until` are left out. Throws `config`. */
export async function loadSource(session: Session, source: Source, file: string, until?: string): Promise<void> {
  const problems = await readSource(session, source, file, until);
  if (problems.length === 0) return;
  throw new AvalError(
    'config',
    problems.map(
      ({ column, message, examples }): Fault => ({
        rule: 'source.schema',
        message: `source ${source.name}${column ? `, column ${column}` : ''}: ${message}${examples[0] ? ` (${examples[0]})` : ''}`,
        hint: `Mend the file or its declaration: sources/${source.name}.yaml`,
      }),
    ),
  );
}

/** As `loadSource`, but returns what doesn't fit; such values are null in the table, and without a column there is none. */
export async function readSource(
  session: Session,
  source: Source,
  file: string,
  until?: string,
): Promise<readonly SchemaProblem[]> {
  if (source.zone !== undefined && !(await knownZone(session, source.zone))) {
    return [problem(`unknown time zone "${source.zone}"`)];
  }
  await session.run('CREATE SCHEMA IF NOT EXISTS source');
  return formatOf(source) === 'csv' ? readCsv(session, source, file, until) : readParquet(session, source, file, until);
}

/** The declared format, else by the ending of the uri. Throws `config` when neither says. */
export function formatOf({ name, format, uri }: Source): 'csv' | 'parquet' {
  if (format) return format;
  const ending = /\.(csv|parquet)$/i.exec(uri.replace(/[?#].*$/, ''))?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'parquet') return ending;
  const message = `source ${name}: "${uri}" doesn't end in .csv or .parquet`;
  throw new AvalError('config', { rule: 'source.format', message, hint: 'Say which: format: csv' });
}

/** Every value as text first, so that a wrong one can be shown with its row; only names are taken from the file. */
async function readCsv(session: Session, source: Source, file: string, until?: string): Promise<SchemaProblem[]> {
  const dialect = `header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '', comment = '', skip = 0, strict_mode = true`;
  const scan = `read_csv(${literal(file)}, ${dialect})`;
  const found = await reading(source, file, () => fileColumns(session, scan));
  const missing = missingColumns(source, found);
  if (missing.length > 0) return missing;
  const names = Object.keys(source.columns).map(identifier).join(', ');
  await reading(source, file, () =>
    session.run(
      `CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () AS ${rowNumber}, ${names} FROM ${scan}`,
    ),
  );
  const columns = Object.entries(source.columns).map(([name, column]) => ({
    name,
    sql: fromText(name, column, source.zone),
  }));
  const problems: SchemaProblem[] = [];
  const kept = keptRows(until, columns.find(({ name }) => name === source.time)?.sql);
  for (const { name, sql } of columns) {
    const bad = `FROM raw WHERE ${identifier(name)} IS NOT NULL AND ${sql} IS NULL AND ${kept}`;
    const [row = [], value = [], count = []] = await session.texts(
      `SELECT CAST(${rowNumber} AS VARCHAR), ${identifier(name)}, CAST(count(*) OVER () AS VARCHAR) ${bad} ORDER BY ${rowNumber} LIMIT 3`,
    );
    if (row.length === 0) continue;
    const column = source.columns[name];
    const shown = row.map((line, i) => (column?.personal ? `row ${line}` : `row ${line}: "${value[i]?.slice(0, 80)}"`));
    const zoneless =
      column?.type === 'timestamp' && source.zone === undefined
        ? '; times need a zone of their own or one in the source'
        : '';
    const message = `${count[0]} values are not of type ${column?.type}${zoneless}`;
    problems.push({ column: name, message, unexpected: Number(count[0]), examples: shown });
  }
  await createTable(session, source, columns, 'raw', rowNumber, until);
  await session.run('DROP TABLE raw');
  return problems;
}

async function readParquet(session: Session, source: Source, file: string, until?: string): Promise<SchemaProblem[]> {
  const scan = `read_parquet(${literal(file)}, file_row_number = true)`;
  const found = await reading(source, file, () => fileColumns(session, scan));
  found.delete('file_row_number'); // DuckDB's own
  const problems = missingColumns(source, found);
  const columns: { name: string; sql: string }[] = [];
  for (const [name, column] of Object.entries(source.columns)) {
    const type = found.get(name);
    if (type === undefined) continue;
    const read = fromParquet(name, column, type, source.zone);
    if ('sql' in read) columns.push({ name, sql: read.sql });
    else problems.push({ column: name, ...problem(read.refused) });
  }
  if (problems.length === 0) await createTable(session, source, columns, scan, 'file_row_number + 1', until);
  return problems;
}

async function createTable(
  session: Session,
  source: Source,
  columns: readonly { name: string; sql: string }[],
  from: string,
  row: string,
  until?: string,
): Promise<void> {
  const list = columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ');
  const select = `SELECT ${row} AS ${rowNumber}, ${list} FROM ${from}`;
  const kept = keptRows(until, source.time === undefined ? undefined : identifier(source.time));
  await session.run(`CREATE TABLE ${sourceTable(source.name)} AS SELECT * FROM (${select}) WHERE ${kept}`);
}

/** SQL that is true for rows up to `until`. A row without a time stays, to be told. */
function keptRows(until: string | undefined, time: string | undefined): string {
  return until && time ? `(${time} IS NULL OR ${time} <= ${literal(until)}::TIMESTAMPTZ)` : 'true';
}

async function fileColumns(session: Session, scan: string): Promise<Map<string, string>> {
  const [names = [], types = []] = await session.texts(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${scan})`,
  );
  return new Map(names.map((name, i) => [name ?? '', types[i] ?? '']));
}

/** What goes wrong while the file itself is read is the file's fault, and is told by the name that people know. */
async function reading<T>({ name, uri }: Source, file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof AvalError) || cause.class === 'platform') throw cause; // out of memory is not the file's fault
    const reason = cause.message.replaceAll(file, uri);
    throw new AvalError(
      'config',
      { rule: 'source.file', message: `source ${name}: its file can't be read: ${reason}` },
      { cause },
    );
  }
}

function missingColumns(source: Source, found: ReadonlyMap<string, string>): SchemaProblem[] {
  const missing = Object.keys(source.columns).filter((name) => !found.has(name));
  const names = [...found.keys()].slice(0, 20).join(', ');
  return missing.map((column) => ({ column, ...problem(`is not in the file, which has: ${names}`) }));
}

function problem(message: string): SchemaProblem {
  return { message, unexpected: 0, examples: [] };
}

async function knownZone(session: Session, zone: string): Promise<boolean> {
  const [names = []] = await session.texts(`SELECT name FROM pg_timezone_names() WHERE name = ${literal(zone)}`);
  return names.length > 0;
}
