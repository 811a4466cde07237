import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Source } from '../../../src/core/definitions/schema/source.ts';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { formatOf, loadSource } from '../../../src/engines/duckdb/source-table.ts';
import { dataFolder, sourceOf } from './data-folder.ts';

const people = sourceOf({ id: { type: 'int' }, name: { type: 'string' } });

async function rowsOf(source: Source, file: string, until?: string): Promise<(string | null)[]> {
  await using session = await openSession();
  await loadSource(session, source, file, until);
  const [rows = []] = await session.texts('SELECT CAST(id AS VARCHAR) FROM source.people ORDER BY "#row"');
  return rows;
}

test.each([
  ['a missing column', people, ['id,nome', '1,Ana'], 'column name: is not in the file, which has: id, nome'],
  ['a name in another case', people, ['id,Name', '1,Ana'], 'column name: is not in the file, which has: id, Name'],
  [
    'text for a number',
    people,
    ['id,name', '1,Ana', 'x,Eva', 'y,Rui'],
    'column id: 2 values are not of type int (row 2: "x")',
  ],
  [
    'a fraction for an integer',
    people,
    ['id,name', '1.5,Ana'],
    'column id: 1 values are not of type int (row 1: "1.5")',
  ],
  ['an infinite number', sourceOf({ id: { type: 'float' } }), ['id', 'inf'], 'not of type float (row 1: "inf")'],
  [
    'a day that is none',
    sourceOf({ id: { type: 'date' } }),
    ['id', '2024-02-30'],
    'not of type date (row 1: "2024-02-30")',
  ],
  [
    'a time without a zone',
    sourceOf({ id: { type: 'timestamp' } }),
    ['id', '2024-01-01 00:00:00'],
    'times need a zone of their own or one in the source',
  ],
  [
    'a personal value, unshown',
    sourceOf({ id: { type: 'int', personal: true } }),
    ['id', '1', 'secret'],
    'not of type int (row 2)',
  ],
  [
    'a zone that is none',
    sourceOf({ id: { type: 'int' } }, { zone: 'Mars/Base' }),
    ['id', '1'],
    'unknown time zone "Mars/Base"',
  ],
] as const)('%s is one fault', async (_, source, lines, message) => {
  await using data = await dataFolder();
  await expect(rowsOf(source, await data.csv(...lines))).rejects.toMatchObject({
    class: 'config',
    faults: [
      {
        rule: 'source.schema',
        message: expect.stringContaining(message),
        hint: expect.stringContaining('sources/people.yaml'),
      },
    ],
  });
});

test('two wrong columns are two faults', async () => {
  await using data = await dataFolder();
  await expect(rowsOf(people, await data.csv('a,b', '1,2'))).rejects.toMatchObject({ faults: { length: 2 } });
});

test.each([
  ['a row with too many values', ['id,name', '1,Ana', '2,Eva,Rui']],
  ['a row with too few values', ['id,name', '1,Ana', '2']],
  ['a title above the header', ['A title', 'id,name', '1,Ana']],
  ['a quote that never ends', ['id,name', '1,"Ana']],
])('%s is refused, and no row is skipped', async (_, lines) => {
  await using data = await dataFolder();
  await expect(rowsOf(people, await data.csv(...lines))).rejects.toMatchObject({ class: 'config' });
});

test('rows that look like comments are rows', async () => {
  await using data = await dataFolder();
  const source = sourceOf({ id: { type: 'string' }, name: { type: 'string' } });
  expect(await rowsOf(source, await data.csv('id,name', '#1,Ana', '2,Eva', '#3,Rui'))).toEqual(['#1', '2', '#3']);
});

test('quotes hold commas and line breaks, and nothing between two commas is missing', async () => {
  await using data = await dataFolder();
  const source = sourceOf({ name: { type: 'string', nulls: 1 }, id: { type: 'string', nulls: 1 } });
  const file = await data.csv('id,name', '"a,""b""', 'c",x', ',y', '"",z');
  expect(await rowsOf(source, file)).toEqual(['a,"b"\nc', null, null]);
});

test('rows after `until` are left out, to the microsecond; rows without a time stay', async () => {
  await using data = await dataFolder();
  const source = sourceOf({ id: { type: 'int' }, at: { type: 'timestamp', nulls: 1 } }, { time: 'at' });
  const file = await data.csv('id,at', '1,2024-01-01T00:00:00Z', '2,2024-01-01T01:00:00.000001+01:00', '3,');
  expect(await rowsOf(source, file, '2024-01-01T00:00:00Z')).toEqual(['1', '3']);
  expect(await rowsOf(source, file, '2024-01-01T00:00:00.000001Z')).toEqual(['1', '2', '3']);
});

test('what lies after `until` may be anything: it is not looked at', async () => {
  await using data = await dataFolder();
  const source = sourceOf({ id: { type: 'int' }, at: { type: 'timestamp' } }, { time: 'at' });
  const file = await data.csv('id,at', '1,2024-01-01T00:00:00Z', 'x,2024-02-01T00:00:00Z');
  expect(await rowsOf(source, file, '2024-01-15T00:00:00Z')).toEqual(['1']);
  await expect(rowsOf(source, file)).rejects.toThrow('1 values are not of type int');
});

test('damage deep in a file is the fault of the file, told by its name', async () => {
  await using data = await dataFolder();
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i},Ana`);
  const file = await data.csv('id,name', ...lines, '2,y,z');
  await expect(rowsOf(people, file)).rejects.toMatchObject({ class: 'config', faults: [{ rule: 'source.file' }] });
  await expect(rowsOf(people, file)).rejects.not.toThrow(file);
});

test('a file that is not what it is declared to be is a config error', async () => {
  await using data = await dataFolder();
  const parquet = sourceOf({ id: { type: 'int' } }, { format: 'parquet' });
  await expect(rowsOf(parquet, await data.csv('id', '1'))).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'source.file' }],
  });
  const file = join(data.path, 'latin1.csv');
  await writeFile(file, Buffer.from('id,name\n1,Andr\xe9\n', 'latin1'));
  await expect(rowsOf(people, file)).rejects.toMatchObject({ class: 'config', faults: [{ rule: 'source.file' }] });
});

test('too little memory to read a file is a platform error', async () => {
  await using data = await dataFolder();
  const file = await data.csv('id,name', '1,Ana');
  await using session = await openSession({ memoryLimit: '1KB' });
  await expect(loadSource(session, people, file)).rejects.toMatchObject({ class: 'platform' });
});

test('the format is the declared one, else the ending of the uri', () => {
  const of = (uri: string, format?: string) =>
    formatOf(sourceOf({ id: { type: 'int' } }, { uri, ...(format && { format }) }));
  expect(of('https://example.com/a.CSV?version=2')).toBe('csv');
  expect(of('data/a.parquet')).toBe('parquet');
  expect(of('data/a.csv', 'parquet')).toBe('parquet');
  expect(() => of('data/a.txt')).toThrow(/doesn't end in .csv or .parquet/);
});
