import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { literal } from '../../../src/core/features/sql.ts';
import { openSession, type Session } from '../../../src/engines/duckdb/session.ts';
import { type DataFolder, dataFolder } from './data-folder.ts';

let session: Session;
let folder: DataFolder;

beforeAll(async () => {
  folder = await dataFolder();
  await writeFile(join(folder.path, 'secret.csv'), 'a,b\n1,2\n');
  session = await openSession({ memoryLimit: '60MB' });
  await session.run('CREATE SCHEMA free');
  await session.run('CREATE TABLE free.people AS SELECT 1 AS id');
  await session.lock('free');
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test.each([
  ['reads a CSV file', (file: string) => `SELECT * FROM read_csv(${file})`],
  ['reads a file by its name', (file: string) => `SELECT * FROM ${file}`],
  ['reads text', (file: string) => `SELECT * FROM read_text(${file})`],
  ['reads bytes', (file: string) => `SELECT * FROM read_blob(${file})`],
  ['reads Parquet metadata', (file: string) => `SELECT * FROM parquet_metadata(${file})`],
  ['sniffs a file', (file: string) => `SELECT * FROM sniff_csv(${file})`],
  ['lists files', (file: string) => `SELECT * FROM glob(${file})`],
  ['reads through query()', (file: string) => `SELECT * FROM query(${literal(`SELECT * FROM read_csv(${file})`)})`],
  ['writes a file', (file: string) => `COPY (SELECT 1) TO ${file}`],
  ['loads a table', (file: string) => `COPY people FROM ${file}`],
  ['opens a database', (file: string) => `ATTACH ${file}`],
  ['writes a database', (file: string) => `EXPORT DATABASE ${file}`],
  ['reads a database', (file: string) => `IMPORT DATABASE ${file}`],
] as const)('after the lock no SQL %s', async (_, sql) => {
  const run = session.run(sql(literal(join(folder.path, 'secret.csv'))));
  await expect(run).rejects.toThrow(/file system operations are disabled|does not exist/);
});

test.each([
  "SELECT * FROM read_parquet('https://example.com/x.parquet')",
  "SELECT * FROM read_csv('s3://bucket/x.csv')",
  'INSTALL httpfs',
  'LOAD httpfs',
  "LOAD '/tmp/x.duckdb_extension'",
  'UPDATE EXTENSIONS',
])('after the lock nothing is fetched or loaded: %s', async (sql) => {
  await expect(session.run(sql)).rejects.toThrow(/disabled/);
});

test.each([
  'SET enable_external_access = true',
  'SET lock_configuration = false',
  "SET memory_limit = '100GB'",
  "SET GLOBAL memory_limit = '100GB'",
  "PRAGMA memory_limit = '100GB'",
  'RESET memory_limit',
  'SET threads = 8',
  "SET TimeZone = 'America/New_York'",
  "SET SESSION TimeZone = 'America/New_York'",
  'SET autoinstall_known_extensions = true',
  "SET temp_directory = '/tmp'",
])('after the lock no setting changes: %s', async (sql) => {
  await expect(session.run(sql)).rejects.toThrow(/configuration has been locked/);
});

test('the environment can not be read', async () => {
  await expect(session.texts("SELECT getenv('HOME')")).rejects.toThrow(/getenv does not exist/);
});

test('unqualified names mean the schema of the lock', async () => {
  expect(await session.numbers('SELECT id::DOUBLE FROM people')).toEqual([Float64Array.of(1)]);
});

test('a query too large for the memory is a platform error, and the session goes on', async () => {
  const huge = session.numbers('SELECT len(list(i))::DOUBLE FROM range(20000000) t(i)');
  await expect(huge).rejects.toMatchObject({ class: 'platform', faults: [{ rule: 'duckdb.memory' }] });
  expect(await session.numbers('SELECT 2::DOUBLE')).toEqual([Float64Array.of(2)]);
});

test('null is NaN among numbers and null among texts', async () => {
  expect(await session.numbers('SELECT unnest([1.5, NULL])::DOUBLE')).toEqual([Float64Array.of(1.5, Number.NaN)]);
  expect(await session.texts("SELECT unnest(['a', NULL, ''])")).toEqual([['a', null, '']]);
});

test('the session zone is UTC, whatever the machine says', async () => {
  const sql = `SELECT CAST(TIMESTAMPTZ '2024-07-01 00:00:00+00' AS VARCHAR)`;
  expect(await session.texts(sql)).toEqual([['2024-07-01 00:00:00+00']]);
});
