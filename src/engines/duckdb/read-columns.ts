import { byCodeUnit } from '../../core/features/category.ts';
import type { Column } from '../../core/features/frame.ts';
import { literal } from '../../core/features/sql.ts';
import type { Session } from './session.ts';

/** The kind of column that values of a DuckDB type make, or undefined when they make none. */
export function columnKind(type: string): Column['type'] | undefined {
  if (/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/.test(type)) return 'number';
  if (/^(VARCHAR|ENUM.*)$/.test(type)) return 'category';
  return /^(TIMESTAMP|DATE)/.test(type) ? 'time' : undefined;
}

/** Columns of a relation as typed arrays, in the order given by `order`. `columns` are SQL expressions with their kinds. */
export async function readColumns(
  session: Session,
  relation: string,
  columns: readonly { readonly sql: string; readonly kind: Column['type'] }[],
  order: string,
): Promise<Column[]> {
  if (columns.length === 0) return [];
  const levels: (readonly string[])[] = [];
  for (const { sql, kind } of columns) levels.push(kind === 'category' ? await distinct(session, relation, sql) : []);
  const expressions = columns.map(({ sql, kind }, i) => {
    if (kind === 'time') return `CAST(epoch_us(${sql}) AS DOUBLE)`;
    if (kind === 'number') return `CAST(${sql} AS DOUBLE)`;
    return codes(sql, levels[i] ?? []);
  });
  const values = await session.numbers(`SELECT ${expressions.join(', ')} FROM ${relation} ORDER BY ${order}`);
  return columns.map(({ kind }, i): Column => {
    const column = values[i] ?? new Float64Array();
    if (kind !== 'category') return { type: kind, values: column };
    return { type: 'category', levels: levels[i] ?? [], codes: Int32Array.from(column) };
  });
}

async function distinct(session: Session, relation: string, sql: string): Promise<string[]> {
  const [values = []] = await session.texts(`SELECT DISTINCT CAST(${sql} AS VARCHAR) FROM ${relation}`);
  return values.filter((value) => value !== null).sort(byCodeUnit);
}

/** Codes are made inside DuckDB: a JavaScript string for every row would cost more than the join. */
function codes(sql: string, levels: readonly string[]): string {
  if (levels.length === 0) return '-1::DOUBLE';
  return `CAST(coalesce(enum_code(CAST(${sql} AS ENUM(${levels.map(literal).join(', ')}))), -1) AS DOUBLE)`;
}
