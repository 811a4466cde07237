import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../src/core/training/engine.ts';
import { writeTrainingParquet } from '../../../src/engines/command/training-parquet.ts';

async function written(data: TrainingData) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "aval-test-it's-"));
  const file = join(folder.path, 'train.parquet');
  await writeTrainingParquet(file, data);
  const bytes = await readFile(file);
  return parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) });
}

describe('writeTrainingParquet', () => {
  it('writes keys, features with nulls for what is missing, and labels', async () => {
    const rows = await written({
      task: 'binary',
      frame: {
        rows: 3,
        columns: new Map([
          ['v:x', { type: 'number', values: Float64Array.of(0.1, Number.NaN, -3) }],
          ['v:"town"', { type: 'category', codes: Int32Array.of(1, -1, 0), levels: ['Faro', 'Porto'] }],
        ]),
      },
      label: Float64Array.of(1, 0, 1),
      keys: ['a', 'b', 'c'],
    });
    expect(rows).toEqual([
      { row_key: 'a', 'v:x': 0.1, 'v:"town"': 'Porto', label: 1 },
      { row_key: 'b', 'v:x': null, 'v:"town"': null, label: 0 },
      { row_key: 'c', 'v:x': -3, 'v:"town"': 'Faro', label: 1 },
    ]);
  });

  it('writes classes as whole numbers, and the weight of each row', async () => {
    const rows = await written({
      task: 'multiclass',
      frame: { rows: 2, columns: new Map([['v:x', { type: 'number', values: Float64Array.of(1, 2) }]]) },
      label: Float64Array.of(2, 0),
      classes: ['a', 'b', 'c'],
      weight: Float64Array.of(0.5, 3),
      keys: ['a', 'b'],
    });
    expect(rows).toEqual([
      { row_key: 'a', 'v:x': 1, label: 2, weight: 0.5 },
      { row_key: 'b', 'v:x': 2, label: 0, weight: 3 },
    ]);
  });

  it('keeps order and values over several chunks', async () => {
    const rows = 5000;
    const values = Float64Array.from({ length: rows }, (_, row) => row / 3);
    const data = await written({
      task: 'regression',
      frame: { rows, columns: new Map([['v:x', { type: 'number', values }]]) },
      label: values.map((value) => -value),
      keys: Array.from(values, String),
    });
    expect(data.map((row) => row['v:x'])).toEqual([...values]);
    expect(data.map((row) => row['label'])).toEqual(Array.from(values, (value) => -value));
  });
});
