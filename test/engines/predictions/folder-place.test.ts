import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { predictionPlace } from '../../../src/engines/predictions/prediction-place.ts';
import { readPredictions } from '../../../src/engines/predictions/read-predictions.ts';
import { s3AccessOf } from '../../../src/engines/predictions/s3-access.ts';

const noAccess = () => s3AccessOf({});

async function folder(from = tmpdir()): Promise<string> {
  const made = await mkdtemp(join(from, 'aval-place-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function file(from: string, text: string): Promise<string> {
  const path = join(from, 'finished');
  await writeFile(path, text);
  return path;
}

describe('predictions in a folder', () => {
  it('are put whole, and the newer file stands', async () => {
    const root = await folder();
    const place = predictionPlace(join(root, 'predictions'), noAccess);
    for (const text of ['one', 'two']) await place.put('loan/ab/2026-05-27/x.parquet', await file(root, text));
    expect(await readFile(join(root, 'predictions/loan/ab/2026-05-27/x.parquet'), 'utf8')).toBe('two');
    expect(await place.list('loan')).toEqual(['loan/ab/2026-05-27/x.parquet']);
  });

  it('come from another file system too', async () => {
    const root = await folder();
    const place = predictionPlace(root, noAccess);
    await place.put('loan/x.parquet', await file(await folder('/dev/shm'), 'one'));
    expect(await readFile(join(root, 'loan/x.parquet'), 'utf8')).toBe('one');
    expect(await place.list('loan')).toEqual(['loan/x.parquet']);
  });

  it('are listed by model, version and time', async () => {
    const root = await folder();
    const place = predictionPlace(root, noAccess);
    const [old, recent] = ['2026-05-01/20260501T000000000Z-0f.parquet', '2026-05-27/20260527T120000000Z-0f.parquet'];
    for (const path of [
      `loan/abcabcabcabc/${old}`,
      `loan/abcabcabcabc/${recent}`,
      `loan/defdefdefdef/${recent}`,
      `other/x/${recent}`,
    ])
      await place.put(path, await file(root, path));
    const may = { from: Date.UTC(2026, 4, 27), until: Date.UTC(2026, 4, 28) };
    expect(await readPredictions(place, 'loan', may)).toEqual([
      `loan/abcabcabcabc/${recent}`,
      `loan/defdefdefdef/${recent}`,
    ]);
    const digest = `sha256:${'def'.repeat(21)}d`;
    expect(await readPredictions(place, 'loan', { ...may, digest })).toEqual([`loan/defdefdefdef/${recent}`]);
    expect(await readPredictions(place, 'none', may)).toEqual([]);
  });

  it('can not lie where no code of ours reaches', () => {
    expect(() => predictionPlace('gs://bucket', noAccess)).toThrow('"gs://bucket" is no place for predictions');
    expect(() => predictionPlace('s3://bucket', noAccess)).toThrow('there are no keys');
  });
});
