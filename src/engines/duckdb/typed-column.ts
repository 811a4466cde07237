import type { SourceColumn } from '../../core/definitions/schema/source.ts';
import { identifier, literal } from '../../core/features/sql.ts';

/** What a stored type holds once loaded: times and dates both become instants. */
export const storedTypes = {
  int: 'BIGINT',
  float: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'TIMESTAMP WITH TIME ZONE',
} as const;

const day = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const clock = '[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?';
const offset = '([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)';

/** SQL that reads a text column of a CSV file as its declared type: null for what isn't one. Nothing is guessed. */
export function fromText(name: string, { type, format }: SourceColumn, zone: string | undefined): string {
  const text = identifier(name);
  const matching = (pattern: string): string => `CASE WHEN regexp_full_match(${text}, '${pattern}') THEN ${text} END`;
  switch (type) {
    case 'int':
      return `TRY_CAST(${matching('[+-]?[0-9]{1,19}')} AS BIGINT)`; // a plain cast rounds "1.5" to 2
    case 'float':
      return `CASE WHEN isfinite(TRY_CAST(${text} AS DOUBLE)) THEN TRY_CAST(${text} AS DOUBLE) END`;
    case 'string':
      return text;
    case 'boolean':
      return `TRY_CAST(${text} AS BOOLEAN)`;
    case 'date': {
      const date = format ? `try_strptime(${text}, ${literal(format)})` : `TRY_CAST(${matching(day)} AS DATE)`;
      return midnight(date, zone);
    }
    case 'timestamp': {
      if (format) {
        const parsed = `try_strptime(${text}, ${literal(format)})`;
        return /%[zZ]/.test(format) ? `CAST(${parsed} AS TIMESTAMPTZ)` : zoned(parsed, zone);
      }
      const naive = `TRY_CAST(${matching(`${day}([T ]${clock})?`)} AS TIMESTAMP)`;
      return `coalesce(TRY_CAST(${matching(`${day}[T ]${clock}${offset}`)} AS TIMESTAMPTZ), ${zoned(naive, zone)})`;
    }
  }
}

const parquetTypes: Readonly<Record<SourceColumn['type'], RegExp>> = {
  int: /^U?(TINYINT|SMALLINT|INTEGER)$|^BIGINT$/,
  float: /^(FLOAT|DOUBLE|DECIMAL.*|U?(TINYINT|SMALLINT|INTEGER))$|^BIGINT$/,
  string: /^(VARCHAR|ENUM.*)$/,
  boolean: /^BOOLEAN$/,
  timestamp: /^TIMESTAMP/,
  date: /^DATE$/,
};

/** SQL that reads a column of a Parquet file as its declared type, or why it can't. */
export function fromParquet(
  name: string,
  { type }: SourceColumn,
  found: string,
  zone: string | undefined,
): { readonly sql: string } | { readonly refused: string } {
  if (!parquetTypes[type].test(found)) return { refused: `is ${found} in the file, declared ${type}` };
  const value = identifier(name);
  if (type === 'timestamp' && !found.endsWith('WITH TIME ZONE')) {
    if (zone === undefined) return { refused: 'holds times without a zone, and the source declares none' };
    return { sql: zoned(`CAST(${value} AS TIMESTAMP)`, zone) };
  }
  if (type === 'date') return { sql: midnight(value, zone) };
  const cast = `CAST(${value} AS ${storedTypes[type]})`;
  // NaN is Parquet's other way to say missing.
  return { sql: type === 'float' ? `CASE WHEN isfinite(${cast}) THEN ${cast} END` : cast };
}

/** A time without a zone as an instant. Comparing the two kinds would use the zone of the session. */
function zoned(sql: string, zone: string | undefined): string {
  return zone === undefined ? 'CAST(NULL AS TIMESTAMPTZ)' : `timezone(${literal(zone)}, ${sql})`;
}

/** A date is the midnight that begins it, in the zone of the source or else UTC. */
function midnight(sql: string, zone = 'UTC'): string {
  return `timezone(${literal(zone)}, CAST(${sql} AS TIMESTAMP))`;
}
