import type { Source, SourceColumn } from '../../core/definitions/schema/source.ts';
import { durationMicros } from '../../core/definitions/schema/values.ts';
import { identifier, literal } from '../../core/features/sql.ts';
import { timeText } from '../../core/features/time-text.ts';
import { meetsMostly } from '../../core/profiling/meets-mostly.ts';
import { countText, percentText } from '../../core/report/number-text.ts';
import { openSession, type Session } from './session.ts';
import { readSource, rowNumber, sourceTable } from './source-table.ts';

/** One expectation of a source and how its file meets it. Examples are `row 12: "abc"`; of personal columns there are none. */
export interface SourceCheck {
  readonly check: 'schema' | 'nulls' | 'unique' | 'values' | 'minimum' | 'maximum' | 'rows' | 'freshness';
  readonly column?: string;
  readonly success: boolean;
  /** Rows (or values) that don't meet it. */
  readonly unexpected: number;
  /** `unexpected` as a share of all rows, 0 to 1. */
  readonly share: number;
  readonly examples: readonly string[];
  /** What was found, where counts alone don't say. */
  readonly message?: string;
  /** Nothing is there that could break it. */
  readonly vacuous?: true;
}

export interface CheckOptions {
  /** Now, in microseconds since 1970, for `freshness`; absent: data that are pinned may age. */
  readonly now?: number;
  /** ISO time; later rows are not looked at. */
  readonly until?: string;
  readonly memoryLimit?: string;
}

/** Checks a file against everything that its source declares, each expectation once, passed ones too. */
export async function checkSource(source: Source, file: string, options: CheckOptions): Promise<SourceCheck[]> {
  await using session = await openSession(
    options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit },
  );
  const problems = await readSource(session, source, file, options.until);
  if (problems.some((problem) => problem.unexpected === 0)) {
    return problems.map((problem) => ({ check: 'schema', success: false, share: 0, ...problem }));
  }
  const table = sourceTable(source.name);
  const [total = Float64Array.of(0)] = await session.numbers(`SELECT count(*)::DOUBLE FROM ${table}`);
  const rows = total[0] ?? 0;
  const wrong: SourceCheck[] = problems.map((problem) => ({
    check: 'schema',
    success: false,
    share: share(problem.unexpected, rows),
    ...problem,
  }));
  const checks =
    wrong.length > 0 ? wrong : [{ check: 'schema' as const, success: true, unexpected: 0, share: 0, examples: [] }];
  const minimum = source.rows?.minimum;
  if (minimum !== undefined) {
    const message = `${rows} rows, at least ${minimum} expected`;
    checks.push({
      check: 'rows',
      success: rows >= minimum,
      unexpected: Math.max(0, minimum - rows),
      share: 0,
      examples: [],
      message,
    });
  }
  for (const [name, column] of Object.entries(source.columns)) {
    const mistyped = problems.find((problem) => problem.column === name)?.unexpected ?? 0;
    for (const expectation of expectations(name, column, table)) {
      const check = await measure(session, table, name, column, expectation, rows);
      checks.push(
        check.check === 'nulls' && mistyped > 0 ? withoutMistyped(check, mistyped, column.nulls, rows) : check,
      );
    }
  }
  const fresh = await freshness(session, source, table, options.now);
  return fresh ? [...checks, fresh] : checks;
}

interface Expectation {
  readonly check: SourceCheck['check'];
  /** SQL that is true for a row that doesn't meet it. */
  readonly broken: string;
  /** Greatest share of all rows that may break it, or the least share of the values that are there which must meet it. */
  readonly limit: { readonly allowed: number } | { readonly mostly: number };
}

function expectations(name: string, column: SourceColumn, table: string): Expectation[] {
  const value = identifier(name);
  const list: Expectation[] = [{ check: 'nulls', broken: `${value} IS NULL`, limit: { allowed: column.nulls } }];
  if (column.unique) {
    const repeated = `SELECT ${value} FROM ${table} WHERE ${value} IS NOT NULL GROUP BY ${value} HAVING count(*) > 1`;
    list.push({ check: 'unique', broken: `${value} IN (${repeated})`, limit: { allowed: 0 } });
  }
  const limit = { mostly: column.mostly ?? 1 };
  if (column.values)
    list.push({ check: 'values', broken: `${value} NOT IN (${column.values.map(literal).join(', ')})`, limit });
  if (column.minimum !== undefined) list.push({ check: 'minimum', broken: `${value} < ${column.minimum}`, limit });
  if (column.maximum !== undefined) list.push({ check: 'maximum', broken: `${value} > ${column.maximum}`, limit });
  return list;
}

async function measure(
  session: Session,
  table: string,
  name: string,
  column: SourceColumn,
  { check, broken, limit }: Expectation,
  rows: number,
): Promise<SourceCheck> {
  const [row = [], value = [], count = []] = await session.texts(
    `SELECT CAST(${rowNumber} AS VARCHAR), CAST(${identifier(name)} AS VARCHAR), CAST(count(*) OVER () AS VARCHAR)
FROM ${table} WHERE ${broken} ORDER BY ${rowNumber} LIMIT 3`,
  );
  const unexpected = Number(count[0] ?? 0);
  const examples = column.personal
    ? []
    : row.map((line, i) => `row ${line}${value[i] === null ? '' : `: "${value[i]?.slice(0, 80)}"`}`);
  const found = { check, column: name, unexpected, share: share(unexpected, rows), examples };
  if ('allowed' in limit) return { ...found, success: unexpected <= limit.allowed * rows };
  const [values] = await session.numbers(`SELECT count(${identifier(name)})::DOUBLE FROM ${table}`);
  return { ...found, ...mostlyMet(unexpected, values?.[0] ?? 0, limit.mostly) };
}

function mostlyMet(
  unexpected: number,
  present: number,
  mostly: number,
): Pick<SourceCheck, 'success' | 'message' | 'vacuous'> {
  switch (meetsMostly({ unexpected, present }, mostly)) {
    case 'vacuous':
      return { success: true, vacuous: true };
    case 'met':
      return { success: true };
    case 'broken': {
      if (mostly === 1) return { success: false };
      const of = `${countText(unexpected)} of the ${countText(present)} values that are there don't meet it`;
      return { success: false, message: `${of}, at least ${percentText(mostly)} must` };
    }
  }
}

/** A value of another type was read as null and told already: it is not missing as well. */
function withoutMistyped(check: SourceCheck, mistyped: number, allowed: number, rows: number): SourceCheck {
  const unexpected = check.unexpected - mistyped;
  return { ...check, success: unexpected <= allowed * rows, unexpected, share: share(unexpected, rows), examples: [] };
}

async function freshness(
  session: Session,
  source: Source,
  table: string,
  now: number | undefined,
): Promise<SourceCheck | undefined> {
  if (now === undefined || source.freshness === undefined || source.time === undefined) return undefined;
  const [newest] = await session.numbers(`SELECT epoch_us(max(${identifier(source.time)}))::DOUBLE FROM ${table}`);
  const time = newest?.[0] ?? Number.NaN;
  const success = now - time <= durationMicros(source.freshness);
  const message = Number.isNaN(time)
    ? 'no row has a time'
    : `the newest row is of ${timeText(time)}, at most ${source.freshness} old expected`;
  return {
    check: 'freshness',
    column: source.time,
    success,
    unexpected: Number(!success),
    share: 0,
    examples: [],
    message,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
