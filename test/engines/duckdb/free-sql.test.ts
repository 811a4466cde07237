import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { featureViewSchema } from '../../../src/core/definitions/schema/feature-view.ts';
import { freeSqlFaults } from '../../../src/engines/duckdb/free-sql.ts';
import { openSession, type Session } from '../../../src/engines/duckdb/session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session[Symbol.asyncDispose]());

async function faultsOf(fields: object): Promise<string[]> {
  const view = { apiVersion: 'aval/v1', kind: 'FeatureView', name: 'order', entity: 'customer', source: 'orders' };
  const faults = await freeSqlFaults(session, featureViewSchema.parse({ ...view, ...fields }));
  return faults.map(({ message }) => message);
}
const expression = (sql: string) => faultsOf({ features: { f: { sql } } });
const query = (sql: string) => faultsOf({ sql });

describe('an expression', () => {
  test.each([
    'amount + 1',
    'amount -- with a comment',
    "CASE WHEN purpose IN ('car', 'tv') THEN ln(amount) END",
    "date_part('hour', timezone('America/New_York', ordered_at))",
    'age(ordered_at, paid_at)',
    'md5(name)',
  ])('over one row is fine: %s', async (sql) => {
    expect(await expression(sql)).toEqual([]);
  });

  test.each([
    ['random()', 'random() gives another answer each time'],
    ['amount * RANDOM()', 'random() gives another answer each time'],
    ['uuid()', 'uuid() gives another answer each time'],
    ['now()', 'now() gives another answer each time'],
    ['current_date', 'current_date gives another answer each time'],
    ['get_current_timestamp()', 'get_current_timestamp() gives another answer each time'],
    ['age(ordered_at)', 'age() gives another answer each time'],
    ['ago(INTERVAL 1 DAY)', 'ago() gives another answer each time'],
    ['pg_postmaster_start_time()', 'pg_postmaster_start_time() gives another answer each time'],
    ["nextval('s')", 'nextval() gives another answer each time'],
    ['(SELECT max(amount) FROM orders)', 'an expression sees one row: no subquery, no window'],
    ['sum(amount) OVER ()', 'an expression sees one row: no subquery, no window'],
    ['amount) FROM orders WHERE (true', 'expected one expression over the columns of one row'],
  ])('is refused: %s', async (sql, why) => {
    expect(await expression(sql)).toEqual([`view order, features.f.sql: ${why}`]);
  });

  test.each(['amount; DROP TABLE orders', 'amount +', "'open"])('that does not parse is one fault: %s', async (sql) => {
    expect(await expression(sql)).toHaveLength(1);
  });
});

describe('a query', () => {
  test.each([
    [
      'SELECT o.* FROM orders o, (WITH sqlite_master AS (SELECT 1) SELECT * FROM sqlite_master) x, sqlite_master m',
      '"sqlite_master" can\'t be the name of a WITH',
    ],
    ['WITH duckdb_tables AS (SELECT 1) SELECT * FROM duckdb_tables', '"duckdb_tables" can\'t be the name of a WITH'],
    ['SELECT * FROM (SHOW ALL TABLES)', 'expected a SELECT'],
  ])('that would read the catalog is refused: %s', async (sql, why) => {
    expect(await query(sql)).toEqual([`view order, sql: ${why}`]);
  });

  test.each([
    'SELECT * FROM orders',
    'FROM orders',
    'WITH recent AS (SELECT * FROM orders) SELECT * FROM recent',
    'SELECT o.* FROM orders o JOIN orders p USING (id)',
    'SELECT customer, row_number() OVER (PARTITION BY customer ORDER BY ordered_at) AS n FROM orders',
    'SELECT unnest([1, 2]) AS n FROM orders',
  ])('over its own source is fine: %s', async (sql) => {
    expect(await query(sql)).toEqual([]);
  });

  test.each([
    ['SELECT * FROM customers', '"customers" is not the source of this view'],
    ['SELECT * FROM source.orders', '"orders" is not the source of this view'],
    ['SELECT * FROM work.spine', '"spine" is not the source of this view'],
    ['SELECT (SELECT max(late) FROM source.orders) FROM orders', '"orders" is not the source of this view'],
    ['SELECT * FROM information_schema.tables', '"tables" is not the source of this view'],
    ["SELECT * FROM '/etc/passwd'", '"/etc/passwd" is not the source of this view'],
    ["SELECT * FROM read_csv('/etc/passwd')", 'the table function read_csv is not allowed'],
    ["SELECT * FROM query('SELECT 1')", 'the table function query is not allowed'],
    ["SELECT * FROM query_table('customers')", 'the table function query_table is not allowed'],
    ['SELECT * FROM duckdb_settings()', 'the table function duckdb_settings is not allowed'],
    ['SELECT * FROM orders USING SAMPLE 10%', 'samples differ from run to run'],
    ['SELECT * FROM orders ORDER BY random()', 'random() gives another answer each time'],
    ['SELECT * FROM orders; SELECT 1', 'expected one statement'],
    ['DELETE FROM orders', 'Only SELECT statements can be serialized to json!'],
    ["COPY orders TO '/tmp/x'", 'Only SELECT statements can be serialized to json!'],
    ['SET threads = 8', 'Only SELECT statements can be serialized to json!'],
  ])('is refused: %s', async (sql, why) => {
    expect(await query(sql)).toEqual([`view order, sql: ${why}`]);
  });
});

test('every piece of SQL is checked, each fault once', async () => {
  const features = { a: { sql: 'now()' }, b: { sql: 'amount' }, c: { sql: 'random()' } };
  expect(await faultsOf({ sql: 'SELECT * FROM other', time: 't', knownAt: 't + (now() - now())', features })).toEqual([
    'view order, sql: "other" is not the source of this view',
    'view order, knownAt: now() gives another answer each time',
    'view order, features.a.sql: now() gives another answer each time',
    'view order, features.c.sql: random() gives another answer each time',
  ]);
});
