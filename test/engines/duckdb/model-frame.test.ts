import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/digest.ts';
import type { Column } from '../../../src/core/features/frame.ts';
import { type ReadModelFrame, readModelFrame } from '../../../src/engines/duckdb/model-frame.ts';
import { templateModel } from '../../fixtures/template-model.ts';
import { dataFolder } from './data-folder.ts';
import { type Changes, orderHeader, smallModel } from './small-model.ts';

const line = (i: number, amount: number | string = i) =>
  `o${10 + i},c${i % 2},2024-01-${10 + Math.floor(i / 2)}T00:00:00Z,${amount},${i % 3 === 0}`;
const lines = Array.from({ length: 30 }, (_, i) => line(i));

async function read(rows: readonly string[], changes: Changes = {}): Promise<ReadModelFrame> {
  await using data = await dataFolder();
  return await readModelFrame(smallModel(changes), new Map([['orders', await data.csv(orderHeader, ...rows)]]));
}

/** Everything in a frame, so that equal texts mean equal bits. */
function textOf({ frame }: ReadModelFrame): string {
  const { keys, time, label, part, groups, labelText } = frame;
  const bits = (values: Float64Array | Int32Array | Uint8Array) => Buffer.from(values.buffer).toString('hex');
  const column = (one: Column) => (one.type === 'category' ? [one.levels, bits(one.codes)] : bits(one.values));
  const columns = [...frame.frame.columns, ...groups, ['label', labelText] as const].map(([name, one]) => [
    name,
    column(one),
  ]);
  return canonicalJson([keys, bits(time), bits(label), bits(part), columns]);
}

test('the same rows give the same bytes, in any order and from either format', async () => {
  const view = {
    features: { amount: {}, f: { sql: "amount / 3 || '€'" } },
    aggregate: {
      mean: { function: 'mean', of: 'amount', window: '7d' },
      spread: { function: 'stddev', of: 'amount', window: '7d' },
    },
  };
  const changes: Changes = { view, features: ['order:f', 'order:mean', 'order:spread', 'order:amount'] };
  const thirds = lines.map((_, i) => line(i, i === 7 ? '' : 1 / (i + 3)));
  const first = textOf(await read(thirds, changes));
  expect(textOf(await read(thirds, changes))).toBe(first);
  expect(textOf(await read(thirds.toReversed(), changes))).toBe(first);
  await using data = await dataFolder();
  const csv = await data.csv(orderHeader, ...thirds);
  const select = `SELECT id, customer, CAST(ordered_at AS TIMESTAMPTZ) AS ordered_at, amount, late FROM read_csv('${csv.replaceAll("'", "''")}')`;
  const parquet = { ...smallModel().sources.get('orders'), format: 'parquet' } as NonNullable<Changes['spine']>; // the same source otherwise
  const resolved = smallModel({ ...changes, spine: parquet });
  expect(textOf(await readModelFrame(resolved, new Map([['orders', await data.parquet(select)]])))).toBe(first);
});

test('features come in the order of the model, named view:feature', async () => {
  const features = ['order:b', 'order:a'];
  const view = { features: { a: { column: 'amount' }, b: { sql: 'amount * 2' } } };
  const { frame } = await read(lines, { view, features });
  expect([...frame.frame.columns.keys()]).toEqual(features);
});

describe('the report', () => {
  test('counts parts, rows without a label and matches', async () => {
    const { report, frame } = await read([...lines, 'o99,c0,2024-02-01T00:00:00Z,1,']);
    expect(report.unlabelled).toBe(1);
    expect(report.matched.get('order')).toEqual({ rows: 31, of: 31 });
    const { train, dev, holdout, later } = report.rows;
    expect([train, dev, holdout, later]).toEqual(
      [0, 1, 2, 3].map((part) => frame.part.filter((p) => p === part).length),
    );
  });

  test('counts dev and holdout rows that equal a training row', async () => {
    const { report } = await read(lines.map((_, i) => line(i, 5)));
    expect(report.equalRows).toEqual({
      dev: { rows: report.rows.dev, of: report.rows.dev },
      holdout: { rows: report.rows.holdout, of: report.rows.holdout },
    });
    expect((await read(lines)).report.equalRows.holdout.rows).toBe(0);
  });

  test('more of them than declared is an error that says how many', async () => {
    const rows = lines.map((_, i) => line(i, 5));
    await expect(read(rows, { data: { equalRows: 0.99 } })).rejects.toMatchObject({
      class: 'config',
      faults: [{ rule: 'frame.equalRows', message: expect.stringMatching(/^(\d+) of \1 dev rows \(100\.0 %\)/) }],
    });
    await read(rows, { data: { equalRows: 1 } });
    await read(lines, { data: { equalRows: 0 } });
  });
});

test('progress counts to its total, one step for each source and view and one at the end', async () => {
  await using data = await dataFolder();
  const steps: string[] = [];
  const progress = (stage: string, done: number, total: number, note?: string) =>
    steps.push(`${stage} ${done}/${total} ${note}`);
  await readModelFrame(smallModel(), new Map([['orders', await data.csv(orderHeader, ...lines)]]), { progress });
  expect(steps).toEqual(['frame 1/3 orders', 'frame 2/3 order', 'frame 3/3 parts']);
});

test('a file that does not fit its source is a config error before anything else', async () => {
  await expect(read(['o1,c1,yesterday,1,true'])).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'source.schema' }],
  });
});

test("the template's credit data read as published: 1000 applicants, 300 of them bad", async () => {
  const { resolved, files } = templateModel('credit-risk');
  const { frame } = await readModelFrame(resolved, files);
  expect(frame.label.length).toBe(1000);
  expect(frame.label.reduce((sum, value) => sum + value, 0)).toBe(300);
});
