import { describe, expect, test } from 'vitest';
import { checkSource, type SourceCheck } from '../../../src/engines/duckdb/check-source.ts';
import { dataFolder, sourceOf } from './data-folder.ts';

const hour = 3_600_000_000;
const noon = Date.UTC(2024, 0, 1, 12) * 1000;

/** `v` is the column looked at; `lines` are its values. */
async function check(column: object, lines: readonly string[], rest: object = {}): Promise<SourceCheck[]> {
  await using data = await dataFolder();
  return await checkSource(sourceOf({ v: column }, rest), await data.csv('v', ...lines), {});
}
const only = (checks: readonly SourceCheck[], name: SourceCheck['check']) =>
  checks.filter(({ check }) => check === name);

describe.each([
  ['nulls', { type: 'int', nulls: 0.25 }, ['1', '', '3', '4'], ['1', '', '3'], ['row 2'], 1],
  [
    'unique',
    { type: 'string', unique: true, nulls: 1 },
    ['a', 'b', '', ''],
    ['a', 'b', 'a'],
    ['row 1: "a"', 'row 3: "a"'],
    2,
  ],
  ['values', { type: 'string', values: ['a', "b'"], nulls: 1 }, ['a', "b'", ''], ['a', 'c'], ['row 2: "c"'], 1],
  ['values', { type: 'int', values: [1, 2] }, ['1', '2'], ['1', '3'], ['row 2: "3"'], 1],
  ['values', { type: 'boolean', values: [true] }, ['true'], ['true', 'false'], ['row 2: "false"'], 1],
  ['minimum', { type: 'float', minimum: 0.5, nulls: 1 }, ['0.5', ''], ['0.5', '0.4'], ['row 2: "0.4"'], 1],
  ['maximum', { type: 'int', maximum: -1 }, ['-1', '-2'], ['-1', '0'], ['row 2: "0"'], 1],
] as const)('%s of %j', (name, column, good, bad, examples, unexpected) => {
  test('holds, edge included', async () => {
    expect(only(await check(column, good), name)).toMatchObject([{ column: 'v', success: true }]);
  });

  test('fails with its share and where', async () => {
    const [found] = only(await check(column, bad), name);
    expect(found).toEqual({
      check: name,
      column: 'v',
      success: false,
      unexpected,
      share: unexpected / bad.length,
      examples,
    });
  });

  test('of a personal column shows nothing', async () => {
    const checks = await check({ ...column, personal: true }, bad);
    expect(only(checks, name)).toMatchObject([{ success: false, unexpected }]);
    expect(checks.flatMap((one) => one.examples)).toEqual([]);
  });

  test('is the same of a Parquet file', async () => {
    await using data = await dataFolder();
    const types = { int: 'BIGINT', float: 'DOUBLE', string: 'VARCHAR', boolean: 'BOOLEAN' } as const;
    const values = bad.map((value) => (value === '' ? 'NULL' : `'${value.replaceAll("'", "''")}'`)).join(', ');
    const file = await data.parquet(`SELECT CAST(unnest([${values}]) AS ${types[column.type]}) AS v`);
    const checks = await checkSource(sourceOf({ v: column }, { format: 'parquet' }), file, {});
    expect(checks).toEqual(await check(column, bad));
  });
});

test('at most three examples are shown, each at most 80 characters', async () => {
  const [found] = only(
    await check(
      { type: 'string', values: ['a'] },
      Array.from({ length: 9 }, () => 'x'.repeat(200)),
    ),
    'values',
  );
  expect(found?.unexpected).toBe(9);
  expect(found?.examples).toEqual([1, 2, 3].map((row) => `row ${row}: "${'x'.repeat(80)}"`));
});

describe('mostly', () => {
  const lines = ['1', '2', '3', '', '', '40'];
  const found = async (column: object) => only(await check({ type: 'int', nulls: 1, ...column }, lines), 'maximum')[0];

  test('lets a share of the values that are there break an expectation, edge included', async () => {
    expect(await found({ maximum: 3, mostly: 0.75 })).toMatchObject({ success: true, unexpected: 1, share: 1 / 6 });
    expect(await found({ maximum: 3, mostly: 0.76 })).toEqual({
      check: 'maximum',
      column: 'v',
      success: false,
      unexpected: 1,
      share: 1 / 6,
      examples: ['row 6: "40"'],
      message: "1 of the 4 values that are there don't meet it, at least 76 % must",
    });
  });

  test('is of each expectation, and neither of nulls nor of unique', async () => {
    const checks = await check({ type: 'int', minimum: 2, maximum: 3, mostly: 0.6, unique: true }, ['1', '1', '', '3']);
    const failed = checks.filter(({ success }) => !success).map((one) => one.check);
    expect(failed).toEqual(['nulls', 'unique', 'minimum']);
  });

  test('of no value at all holds, and says that there was none', async () => {
    const [one] = only(await check({ type: 'int', nulls: 1, minimum: 2, mostly: 0.9 }, ['', '']), 'minimum');
    expect(one).toMatchObject({ success: true, vacuous: true, unexpected: 0 });
  });
});

test('schema holds, or names each column that does not', async () => {
  expect(only(await check({ type: 'int' }, ['1']), 'schema')).toMatchObject([{ success: true, unexpected: 0 }]);
  expect(only(await check({ type: 'int' }, ['1', 'x']), 'schema')).toEqual([
    {
      check: 'schema',
      column: 'v',
      success: false,
      unexpected: 1,
      share: 0.5,
      examples: ['row 2: "x"'],
      message: '1 values are not of type int',
    },
  ]);
});

test('of a missing column nothing else is said', async () => {
  await using data = await dataFolder();
  const checks = await checkSource(sourceOf({ v: { type: 'int' } }), await data.csv('w', '1'), {});
  expect(checks).toMatchObject([
    { check: 'schema', column: 'v', success: false, message: 'is not in the file, which has: w' },
  ]);
});

test('rows: enough, and too few', async () => {
  const column = { type: 'int' };
  expect(only(await check(column, ['1', '2'], { rows: { minimum: 2 } }), 'rows')).toMatchObject([{ success: true }]);
  expect(only(await check(column, ['1'], { rows: { minimum: 3 } }), 'rows')).toMatchObject([
    { success: false, unexpected: 2, message: '1 rows, at least 3 expected' },
  ]);
  expect(only(await check(column, []), 'rows')).toEqual([]);
});

describe('freshness', () => {
  const source = sourceOf({ at: { type: 'timestamp', nulls: 1 } }, { time: 'at', freshness: '1h' });
  const fresh = async (now: number | undefined, ...lines: readonly string[]) => {
    await using data = await dataFolder();
    return only(
      await checkSource(source, await data.csv('at', ...lines), now === undefined ? {} : { now }),
      'freshness',
    );
  };

  test('of the newest row counts, edge included', async () => {
    const times = ['2024-01-01T09:00:00Z', '2024-01-01T12:00:00+00:00', ''];
    expect(await fresh(noon + hour, ...times)).toMatchObject([{ column: 'at', success: true }]);
    expect(await fresh(noon + hour + 1, ...times)).toMatchObject([
      { success: false, message: 'the newest row is of 2024-01-01T12:00:00Z, at most 1h old expected' },
    ]);
  });

  test('is not asked without a now: pinned data may age', async () => {
    expect(await fresh(undefined, '2024-01-01T09:00:00Z')).toEqual([]);
  });

  test('fails when no row has a time', async () => {
    expect(await fresh(noon, '', '')).toMatchObject([{ success: false, message: 'no row has a time' }]);
  });
});

test('rows after `until` are not looked at', async () => {
  await using data = await dataFolder();
  const source = sourceOf({ v: { type: 'int', maximum: 5 }, at: { type: 'timestamp' } }, { time: 'at' });
  const file = await data.csv('v,at', '5,2024-01-01T00:00:00Z', '6,2024-01-02T00:00:00Z');
  const failing = async (options: object) =>
    (await checkSource(source, file, options)).filter(({ success }) => !success).map((one) => one.check);
  expect(await failing({})).toEqual(['maximum']);
  expect(await failing({ until: '2024-01-01T12:00:00Z' })).toEqual([]);
});

test('a value of another type is told once: it is not missing as well', async () => {
  const checks = await check({ type: 'int', nulls: 0 }, ['1', 'x', '3']);
  expect(checks.filter(({ success }) => !success).map(({ check: name }) => name)).toEqual(['schema']);
  const both = await check({ type: 'int', nulls: 0 }, ['1', 'x', '', '4']);
  expect(only(both, 'nulls')).toMatchObject([{ success: false, unexpected: 1, share: 0.25 }]);
});
