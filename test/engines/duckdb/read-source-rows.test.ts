import { describe, expect, test } from 'vitest';
import { type Gates, gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { columnText } from '../../../src/core/features/column-text.ts';
import type { Frame } from '../../../src/core/features/frame.ts';
import { readSourceRows } from '../../../src/engines/duckdb/read-source-rows.ts';
import { dataFolder, sourceOf } from './data-folder.ts';

const columns = { id: { type: 'int', unique: true }, at: { type: 'timestamp' }, ok: { type: 'boolean', nulls: 1 } };
const source = sourceOf(columns, { time: 'at' });
const day = (n: number) => `2024-01-${String(n).padStart(2, '0')}T00:00:00Z`;
const lines = Array.from({ length: 20 }, (_, i) => `${i + 1},${day(i + 1)},${['true', 'false', ''][i % 3]}`);
const split = (dev: string, holdout: string): Gates['data'] =>
  gatesSchema.shape.data.parse({ spine: 'people', dev: { last: dev }, holdout: { last: holdout } });

async function read(splits: readonly Gates['data'][], until?: string) {
  await using data = await dataFolder();
  const file = await data.csv('id,at,ok', ...lines);
  return await readSourceRows(source, file, { splits, until, memoryLimit: '1GB' });
}
const texts = ({ columns: all }: Frame, name: string) => {
  const column = all.get(name);
  return column === undefined ? [] : columnText(column);
};

describe('rows of a source', () => {
  test('are all of them where no model has it for a spine; booleans are texts', async () => {
    const { frame, setAside } = await read([]);
    expect([frame.rows, setAside]).toEqual([20, 0]);
    expect(texts(frame, 'ok').slice(0, 4)).toEqual(['true', 'false', null, 'true']);
    expect(texts(frame, 'at')[0]).toBe('2024-01-01T00:00:00Z');
  });

  test('are without those that any of its models sets aside, and those after the lock', async () => {
    const { frame, setAside } = await read([split('2d', '3d'), split('2d', '7d')], day(15));
    expect(texts(frame, 'id')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(setAside).toBe(7);
  });

  test('are refused where nothing says which are set aside', async () => {
    await expect(read([split('2d', '3d')])).rejects.toThrow('a split by time needs the lock of the spine');
  });
});
