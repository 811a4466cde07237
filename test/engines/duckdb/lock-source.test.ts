import { expect, test } from 'vitest';
import { sourceLockSchema } from '../../../src/core/definitions/schema/source.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { lockFor } from '../../../src/engines/duckdb/lock-source.ts';
import { dataFolder, sourceOf } from './data-folder.ts';

const timed = sourceOf({ id: { type: 'int' }, at: { type: 'timestamp', nulls: 1 } }, { time: 'at' });

test('a lock holds all rows until the greatest time, and is one that the schema accepts', async () => {
  await using data = await dataFolder();
  const file = await data.csv('id,at', '1,2024-01-03T12:00:00.000001+02:00', '2,2024-01-01T00:00:00Z', '3,');
  const lock = await lockFor(timed, file, { digest: digestOf('bytes') });
  expect(lock).toEqual({
    apiVersion: 'aval/v1',
    kind: 'SourceLock',
    source: 'people',
    digest: digestOf('bytes'),
    rows: 3,
    until: '2024-01-03T10:00:00.000001Z',
  });
  expect(sourceLockSchema.parse(lock)).toEqual(lock);
});

test.each([
  ['a source without a time', sourceOf({ id: { type: 'int' } }), ['id', '1']],
  ['a source in which no row has a time', timed, ['id,at', '1,']],
])('%s has no `until`, and a file in the repository no digest', async (_, source, lines) => {
  await using data = await dataFolder();
  expect(await lockFor(source, await data.csv(...lines))).toEqual({
    apiVersion: 'aval/v1',
    kind: 'SourceLock',
    source: 'people',
    rows: 1,
  });
});

test('a Parquet file of no rows has a lock', async () => {
  await using data = await dataFolder();
  const source = sourceOf({ id: { type: 'int' } }, { format: 'parquet' });
  expect(await lockFor(source, await data.parquet('SELECT 1 AS id WHERE false'))).toMatchObject({ rows: 0 });
});

test('a file that does not fit gets no lock', async () => {
  await using data = await dataFolder();
  await expect(lockFor(timed, await data.csv('id,at', 'x,'))).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'source.schema' }],
  });
});
