import { describe, expect, test } from 'vitest';
import type { Source } from '../../../src/core/definitions/schema/source.ts';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { loadSource } from '../../../src/engines/duckdb/source-table.ts';
import { dataFolder, sourceOf } from './data-folder.ts';

/** The values of column `v` as text, times in UTC. */
async function loaded(source: Source, file: string): Promise<(string | null)[]> {
  await using session = await openSession();
  await loadSource(session, source, file);
  const [values = []] = await session.texts('SELECT CAST(v AS VARCHAR) FROM source.people ORDER BY "#row"');
  return values;
}
const column = (type: string, rest: object = {}) => ({ v: { type, nulls: 1, ...rest } });

describe('text of a CSV file', () => {
  test.each([
    ['int', {}, ['007', '-3', '+4', '9223372036854775807'], ['7', '-3', '4', '9223372036854775807']],
    ['float', {}, ['1e3', '-0.5', '7'], ['1000.0', '-0.5', '7.0']],
    ['string', {}, ['007', '01/02/2024', ' x '], ['007', '01/02/2024', ' x ']],
    ['boolean', {}, ['true', 'false', 'T'], ['true', 'false', 'true']],
    ['date', {}, ['2024-02-29'], ['2024-02-29 00:00:00+00']],
    ['date', { format: '%d/%m/%Y' }, ['01/02/2024'], ['2024-02-01 00:00:00+00']],
    [
      'timestamp',
      {},
      ['2024-07-01T12:00:00+02:00', '2024-07-01 12:00:00.5Z', '2024-07-01T12:00:00-0530'],
      ['2024-07-01 10:00:00+00', '2024-07-01 12:00:00.5+00', '2024-07-01 17:30:00+00'],
    ],
    ['timestamp', { format: '%d.%m.%Y %H:%M %z' }, ['01.07.2024 12:00 +0200'], ['2024-07-01 10:00:00+00']],
  ] as const)('is read as %s (%j)', async (type, rest, lines, expected) => {
    await using data = await dataFolder();
    expect(await loaded(sourceOf(column(type, rest)), await data.csv('v', ...lines))).toEqual(expected);
  });

  test('without a zone is a time in the zone of the source, summer and winter', async () => {
    await using data = await dataFolder();
    const source = sourceOf(column('timestamp'), { zone: 'Europe/Lisbon' });
    const file = await data.csv(
      'v',
      '2024-01-01 12:00:00',
      '2024-07-01 12:00:00',
      '2024-07-01T12:00:00Z',
      '2024-07-01',
    );
    expect(await loaded(source, file)).toEqual([
      '2024-01-01 12:00:00+00',
      '2024-07-01 11:00:00+00',
      '2024-07-01 12:00:00+00',
      '2024-06-30 23:00:00+00',
    ]);
  });

  test('of a date is the midnight that begins it in the zone of the source', async () => {
    await using data = await dataFolder();
    const source = sourceOf(column('date'), { zone: 'America/New_York' });
    expect(await loaded(source, await data.csv('v', '2024-03-10', '2024-03-11'))).toEqual([
      '2024-03-10 05:00:00+00',
      '2024-03-11 04:00:00+00',
    ]);
  });
});

describe('a column of a Parquet file', () => {
  test.each([
    ['int', 'unnest([1, NULL, -3]::SMALLINT[]) AS v', ['1', null, '-3']],
    ['float', 'unnest([1, 2]) AS v', ['1.0', '2.0']],
    ['float', "CAST(unnest(['0.5', 'nan', 'inf', NULL]) AS DOUBLE) AS v", ['0.5', null, null, null]],
    ['string', "unnest(['a', '']) AS v", ['a', '']],
    ['boolean', 'unnest([true, false]) AS v', ['true', 'false']],
    ['date', "DATE '2024-02-29' AS v", ['2024-02-29 00:00:00+00']],
    ['timestamp', "TIMESTAMPTZ '2024-07-01 12:00:00+02' AS v", ['2024-07-01 10:00:00+00']],
  ] as const)('is read as %s', async (type, select, expected) => {
    await using data = await dataFolder();
    const source = sourceOf(column(type), { format: 'parquet' });
    expect(await loaded(source, await data.parquet(`SELECT ${select}`))).toEqual(expected);
  });

  test('holds times without a zone only where the source declares one', async () => {
    await using data = await dataFolder();
    const file = await data.parquet("SELECT TIMESTAMP '2024-07-01 12:00:00' AS v");
    const zoned = sourceOf(column('timestamp'), { format: 'parquet', zone: 'Europe/Lisbon' });
    expect(await loaded(zoned, file)).toEqual(['2024-07-01 11:00:00+00']);
    const zoneless = loaded(sourceOf(column('timestamp'), { format: 'parquet' }), file);
    await expect(zoneless).rejects.toThrow('column v: holds times without a zone, and the source declares none');
  });

  test.each([
    ['int', "'1'", 'VARCHAR'],
    ['int', '1.5', 'DECIMAL(2,1)'],
    ['string', '1', 'INTEGER'],
    ['date', "TIMESTAMP '2024-01-01'", 'TIMESTAMP'],
    ['timestamp', "DATE '2024-01-01'", 'DATE'],
  ])('declared %s is refused for %s, one fault', async (type, value, found) => {
    await using data = await dataFolder();
    const file = await data.parquet(`SELECT ${value} AS v`);
    await expect(loaded(sourceOf(column(type), { format: 'parquet', zone: 'UTC' }), file)).rejects.toMatchObject({
      class: 'config',
      faults: [
        { rule: 'source.schema', message: `source people, column v: is ${found} in the file, declared ${type}` },
      ],
    });
  });
});
