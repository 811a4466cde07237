import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { killChild, runChild } from '../../faults/kill-child.ts';
import { keysIn, newPlace, openLog, type TestPlace } from './folder.ts';
import { rowsOf } from './rows.ts';

const recording = new URL('./recording.ts', import.meta.url);

/** Opens the log of a place again, and ends when what was left there is rotated. */
async function recovered(place: TestPlace) {
  const { log, events } = await openLog(place);
  await vi.waitFor(async () => expect(await walFiles(place.local)).toEqual([]), 15_000);
  await log.close();
  return events.filter(({ kind }) => kind === 'recovered');
}

const walFiles = async (local: string): Promise<string[]> =>
  (await readdir(local, { recursive: true })).filter((path) => path.endsWith('.wal'));

interface Told {
  readonly time: number;
  readonly recorded: number;
  readonly stored: number;
}

describe('a server that is killed while it records', () => {
  it.each([300, 700])('loses at most its last moment, and no row is there twice (%i ms)', async (delay) => {
    const place = await newPlace();
    const lines = (await killChild(recording, [place.root, '2000', '60'], delay)).map((line): Told => JSON.parse(line));
    const last = lines.at(-1);
    const safe = lines.findLast(({ time }) => time <= (last?.time ?? 0) - 200)?.recorded ?? 0;
    const events = await recovered(place);
    const keys = await keysIn(place.root);
    expect(safe).toBeGreaterThan(100);
    expect(keys.length).toBeGreaterThanOrEqual(Math.max(safe, last?.stored ?? 0));
    expect(keys).toEqual(keys.map((_, row) => String(row).padStart(7, '0')));
    expect(events).toMatchObject([{ kind: 'recovered', model: 'loan', rows: keys.length }]);
    expect(await readdir(place.local)).toEqual([]);
  });

  it('gives no row twice when it has put a Parquet file and could not delete the other', async () => {
    const place = await newPlace();
    await killChild(recording, [place.root, '2000', '0.2', 'stuck'], 0);
    expect((await keysIn(place.root)).length).toBe(400);
    await recovered(place);
    const keys = await keysIn(place.root);
    expect(keys.length).toBe(400);
    expect(new Set(keys).size).toBe(400);
  });

  it('is told from one that lives and shares the folder', async () => {
    const place = await newPlace();
    const killed = killChild(recording, [place.root, '100', '60'], 3000);
    await vi.waitFor(async () => expect(await walFiles(place.local)).toHaveLength(1), 10_000);
    const { log, events } = await openLog(place);
    log.record(rowsOf(['mine']));
    await log.close();
    expect(events.map(({ kind }) => kind)).toEqual(['rotated']);
    expect(await walFiles(place.local)).toHaveLength(1);
    await killed;
    expect(await recovered(place)).toHaveLength(1);
  });
});

describe('a write-ahead file that is damaged', () => {
  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 3)],
    [
      'with a bit flipped',
      (bytes: Buffer) => bytes.fill((bytes.at(-20) ?? 0) ^ 4, bytes.length - 20, bytes.length - 19),
    ],
    ['followed by zeros', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, bytes.length - 30), Buffer.alloc(999)])],
  ])('gives the rows before: %s', async (_, damage) => {
    const place = await newPlace();
    const [file] = await leftBehind(place, ['a', 'b', 'c']);
    await writeFile(join(place.local, file ?? ''), damage(await readFile(join(place.local, file ?? ''))));
    const [event] = await recovered(place);
    expect(event).toMatchObject({ kind: 'recovered', model: 'loan', rows: 2 });
    expect(event?.kind === 'recovered' && event.unread > 0).toBe(true);
    expect(await keysIn(place.root)).toEqual(['a', 'b']);
  });

  it('that ends before its first record does holds no row, and goes', async () => {
    const place = await newPlace();
    const [file] = await leftBehind(place, ['a']);
    await writeFile(join(place.local, file ?? ''), 'abc');
    expect(await recovered(place)).toMatchObject([{ rows: 0, unread: 3 }]);
    expect(await readdir(place.local)).toEqual([]);
  });
});

/** The write-ahead files of a server that could put nothing. */
async function leftBehind(place: TestPlace, keys: readonly string[]): Promise<string[]> {
  const unreachable = {
    ...place,
    place: { name: 'far', put: () => Promise.reject(new Error('far')), list: async () => [] },
  };
  const { log } = await openLog(unreachable);
  for (const key of keys) log.record(rowsOf([key]));
  await log.close();
  return walFiles(place.local);
}

describe('a server under load', () => {
  it('drops none of 2,000 rows a second', async () => {
    const place = await newPlace();
    const end = JSON.parse((await runChild(recording, [place.root, '2000', '5'])).at(-1) ?? '');
    expect(end).toEqual({ recorded: 10_000, stored: 10_000, dropped: 0 });
    expect(new Set(await keysIn(place.root)).size).toBe(10_000);
  });

  it('goes on when the system lets it write no more, and says what it dropped', async () => {
    const place = await newPlace();
    const command = `ulimit -f 64; exec '${process.execPath}' '${recording.pathname}' '${place.root}' 2000 1.5 'little memory'`;
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    const { recorded, stored, dropped } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(recorded).toBe(3000);
    expect(stored).toBeGreaterThan(0);
    expect(dropped).toBeGreaterThan(0);
    expect(stored + dropped).toBe(3000);
    await recovered(place);
    expect((await keysIn(place.root)).length).toBeGreaterThanOrEqual(stored);
  });
});
