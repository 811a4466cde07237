import type { FeatureView } from '../definitions/schema/feature-view.ts';
import { durationMicros } from '../definitions/schema/values.ts';
import { type WindowAggregate, windowSql } from './aggregate.ts';
import { pointInTimeSql } from './point-in-time.ts';
import { equalKeys, identifier, keyColumns, literal } from './sql.ts';

/** Where the rows of a view come from, and which of its source's columns holds the label, if it has that. */
export interface ViewOrigin {
  /** Relation with the columns of the source, or what `view.sql` gave. */
  readonly relation: string;
  /** Relation with the same rows and "#row" numbers in which the label is null; absent: there is nothing to hide. */
  readonly masked?: string;
  /** Columns of `relation` that identify the entity, in the order of its keys. */
  readonly keys: readonly string[];
  /** Columns of `relation` that hold integers. */
  readonly integers: ReadonlySet<string>;
}

/** The features of the newest row, in the order in which they are f0, f1, ... */
export function plainFeatures(view: FeatureView): string[] {
  return Object.keys(view.features).sort();
}

/** How a plain feature is made: a column (the feature's own name when neither is given) or SQL. */
export function plainFeature(view: FeatureView, name: string): { readonly column: string } | { readonly sql: string } {
  const { column, sql }: { column?: string | undefined; sql?: string | undefined } = view.features[name] ?? {};
  return sql === undefined ? { column: column ?? name } : { sql: `${sql}\n` }; // it may end in a comment
}

/** The aggregates, in the order in which they are a0, a1, ... */
export function aggregateFeatures(view: FeatureView): string[] {
  return Object.keys(view.aggregate).sort();
}

/**
 * SQL that yields (e, c, tie, k0, ..., f0, ..., v0, ...): the view's rows under the names that the joins use.
 * SQL written in a feature sees the label as null, because on the row of a prediction that would be the answer itself. Only
 * `knownAt` and declared aggregates, which we compile into "known by then", read it.
 */
export function viewRowsSql(view: FeatureView, origin: ViewOrigin): string {
  const names = plainFeatures(view);
  const expressions = names.flatMap((name, i) => {
    const feature = plainFeature(view, name);
    return 'sql' in feature ? [`(${feature.sql}) AS s${i}`] : [];
  });
  const hidden = origin.masked !== undefined && expressions.length > 0;
  const features = names.map((name, i) => {
    const feature = plainFeature(view, name);
    if ('column' in feature) return `r.${identifier(feature.column)} AS f${i}`;
    return hidden ? `m.s${i} AS f${i}` : `(${feature.sql}) AS f${i}`;
  });
  const values = aggregateFeatures(view).flatMap((name, i) => {
    const of = aggregated(view, name);
    return of === undefined ? [] : [`r.${identifier(of)} AS v${i}`];
  });
  const known = view.knownAt ?? (view.createdAt === undefined ? 'NULL' : identifier(view.createdAt));
  const times = view.time === undefined ? [] : [`r.${identifier(view.time)} AS e`, `r."#known" AS c`];
  const keys = origin.keys.map((key, i) => `r.${identifier(key)} AS k${i}`);
  const inner = `SELECT *, CAST(${known}\n AS TIMESTAMPTZ) AS "#known" FROM ${origin.relation}`;
  const join = hidden ? ` JOIN (SELECT "#row", ${expressions.join(', ')} FROM ${origin.masked}) m USING ("#row")` : '';
  const rows = `SELECT ${[...times, ...keys, ...features, ...values].join(', ')} FROM (${inner}) r${join}`;
  return view.time === undefined ? rows : `SELECT *, ${tie(names.length)} AS tie FROM (${rows})`;
}

/** A stable hash of the payload: rows that are equal in it can stand for each other. */
function tie(features: number): string {
  if (features === 0) return '0::UBIGINT';
  const texts = Array.from({ length: features }, (_, i) => `CAST(f${i} AS VARCHAR)`);
  return `md5_number_lower(CAST(to_json([${texts.join(', ')}]) AS VARCHAR))`;
}

function aggregated(view: FeatureView, name: string): string | undefined {
  const aggregate = view.aggregate[name];
  return aggregate === undefined || aggregate.function === 'count' ? undefined : aggregate.of;
}

/** SQL that yields (rid, matched, f0, ...) from `rows` as `viewRowsSql` names them. */
export function newestRowSql(view: FeatureView, spine: string, rows: string, keys: number): string {
  const features = plainFeatures(view).length;
  if (view.time === undefined) {
    const list = Array.from({ length: features }, (_, i) => `, r.f${i}`).join('');
    return `SELECT s.rid, r.k0 IS NOT NULL AS matched${list} FROM ${spine} s LEFT JOIN ${rows} r ON ${equalKeys('s', 'r', keys)} ORDER BY s.rid`;
  }
  const { equalTimes, knownAt, ttl } = view;
  const asKnown = knownAt !== undefined;
  return pointInTimeSql({ spine, rows, keys, features, asKnown, equalTimes, ...(ttl && { ttl: durationMicros(ttl) }) });
}

/** SQL that yields (rid, matched, a0, ...). */
export function aggregatesSql(view: FeatureView, spine: string, rows: string, origin: ViewOrigin): string {
  const aggregates = aggregateFeatures(view).flatMap((name, i): WindowAggregate[] => {
    const aggregate = view.aggregate[name];
    if (aggregate === undefined) return [];
    const of = aggregated(view, name);
    const window = durationMicros(aggregate.window);
    return [{ function: aggregate.function, window, exact: origin.integers.has(of ?? ''), ...(of && { of: `v${i}` }) }];
  });
  const { equalTimes, knownAt } = view;
  return windowSql({ spine, rows, keys: origin.keys.length, asKnown: knownAt !== undefined, equalTimes, aggregates });
}

/** SQL that yields the number of keys that more than one row of `rows` has. */
export function repeatedKeysSql(rows: string, keys: number): string {
  const list = keyColumns(keys);
  const present = list.map((key) => `${key} IS NOT NULL`).join(' AND ');
  return `SELECT count(*)::DOUBLE FROM (SELECT ${list.join(', ')} FROM ${rows} WHERE ${present} GROUP BY ALL HAVING count(*) > 1)`;
}

/** The source as free SQL sees it: the label column is null. `row` keeps the row numbers. */
export function maskedSql(
  relation: string,
  columns: ReadonlyMap<string, string>,
  label: string | undefined,
  row: boolean,
): string {
  const list = [...columns].map(([name, type]) =>
    name === label ? `CAST(NULL AS ${type}) AS ${identifier(name)}` : identifier(name),
  );
  return `SELECT ${row ? '"#row", ' : ''}${list.join(', ')} FROM ${relation}`;
}

/** The syntax tree of a SELECT, as JSON text. */
export function syntaxTreeSql(select: string): string {
  return `SELECT CAST(json_serialize_sql(${literal(select)}) AS VARCHAR)`;
}
