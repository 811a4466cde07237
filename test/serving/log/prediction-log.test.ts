import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { categoryColumn } from '../../../src/core/features/category.ts';
import type { PredictionPlace } from '../../../src/engines/predictions/prediction-place.ts';
import { type OpenAppendFile, openAppendFile } from '../../../src/serving/log/append-file.ts';
import { keysIn, newPlace, openLog, readAll } from './folder.ts';
import { numberColumn, rowsOf } from './rows.ts';

const soon = (check: () => unknown) => vi.waitFor(check, 10_000);

/** Real files, whose writes and syncs first do as told. */
function filesThat(before: (what: 'write' | 'sync') => Promise<void> | void): OpenAppendFile {
  return async (path) => {
    const file = await openAppendFile(path);
    return {
      write: async (bytes, position) => {
        await before('write');
        await file.write(bytes, position);
      },
      sync: async () => {
        await before('sync');
        await file.sync();
      },
      close: () => file.close(),
    };
  };
}

const diskFull = () => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};

const parquetFiles = async (root: string): Promise<string[]> =>
  (await readdir(root, { recursive: true })).filter((path) => path.endsWith('.parquet')).sort();

describe('the prediction log', () => {
  it('has a row on the disk soon, without being closed', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    log.record(rowsOf(['a', 'b']));
    await soon(() => expect(log.stored).toBe(2));
    expect(await keysIn(place.root)).toEqual([]);
    await log.close();
    expect(await keysIn(place.root)).toEqual(['a', 'b']);
  });

  it('names files by model, digest, time and what is random, all given', async () => {
    const place = await newPlace();
    let count = 0;
    const { log, events } = await openLog(place, {
      now: () => Date.UTC(2026, 4, 27, 23, 59, 58, 7),
      random: () => String(count++).padStart(16, '0'),
    });
    log.record(rowsOf(['a']));
    log.record(rowsOf(['b'], {}, { version: '1.3.0', digest: `sha256:${'c'.repeat(64)}` }));
    log.record(rowsOf(['c'], {}, { model: 'delay' }));
    await log.close();
    const files = [
      'delay/ab12ab12ab12/2026-05-27/20260527T235958007Z-0000000000000003.parquet',
      'loan/ab12ab12ab12/2026-05-27/20260527T235958007Z-0000000000000001.parquet',
      'loan/cccccccccccc/2026-05-27/20260527T235958007Z-0000000000000002.parquet',
    ];
    expect(await parquetFiles(place.root)).toEqual(files);
    expect(await keysIn(place.root)).toEqual(['a', 'b', 'c']);
    expect(events).toContainEqual({ kind: 'rotated', model: 'delay', rows: 1, path: files[0] });
  });

  it('leaves nothing behind when it is closed', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    log.record(rowsOf(['a']));
    await log.close();
    await log.close();
    expect(await readdir(place.local)).toEqual([]);
  });

  it('rotates a file that is large enough', async () => {
    const place = await newPlace();
    const { log, events } = await openLog(place, { rotateBytes: 1 });
    for (const key of ['a', 'b']) {
      const before = log.stored;
      log.record(rowsOf([key]));
      await soon(() => expect(log.stored).toBe(before + 1));
    }
    await soon(async () => expect(await keysIn(place.root)).toEqual(['a', 'b']));
    await log.close();
    expect(await parquetFiles(place.root)).toHaveLength(2);
    expect(events.map(({ kind }) => kind)).toEqual(['rotated', 'rotated']); // the second is told at the end
  });

  it('rotates a file that is old enough, though no row comes', async () => {
    const place = await newPlace();
    let now = Date.UTC(2026, 4, 27);
    const { log } = await openLog(place, { now: () => now, rotateAfter: 30 });
    log.record(rowsOf(['a']));
    await soon(() => expect(log.stored).toBe(1));
    now += 31;
    await soon(async () => expect(await keysIn(place.root)).toEqual(['a']));
    await log.close();
  });

  it('begins another file for rows with other features', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    log.record(rowsOf(['a'], { 'v:x': numberColumn([1]) }));
    log.record(rowsOf(['b'], { 'v:x': categoryColumn(['one']) }));
    await log.close();
    expect(log.dropped).toBe(0);
    expect(await parquetFiles(place.root)).toHaveLength(2);
  });

  it('drops rows whose parts do not fit together, and rows that come after the end', async () => {
    const place = await newPlace();
    const { log, events } = await openLog(place);
    log.record({ ...rowsOf(['a', 'b']), keys: ['a'] });
    log.record(rowsOf(['a'], { 'v:x': numberColumn([1, 2]) }));
    log.record(rowsOf(['c']));
    await log.close();
    log.record(rowsOf(['d']));
    expect(log.dropped).toBe(4);
    expect(await keysIn(place.root)).toEqual(['c']);
    const unequal = 'the parts of a request have unequal numbers of rows';
    expect(events[0]).toEqual({ kind: 'dropped', model: 'loan', rows: 2, reason: unequal });
    expect(events.at(-1)).toEqual({ kind: 'dropped', model: 'loan', rows: 1, reason: 'the log is closed' });
  });
});

describe('the prediction log on a bad disk', () => {
  it('keeps rows while the disk is full, and loses none when there is room again', async () => {
    const place = await newPlace();
    let full = true;
    const { log, events } = await openLog(place, { openFile: filesThat(() => (full ? diskFull() : undefined)) });
    log.record(rowsOf(['a']));
    await soon(() => expect(events.map(({ kind }) => kind)).toEqual(['failed']));
    log.record(rowsOf(['b']));
    full = false;
    await soon(() => expect(log.stored).toBe(2));
    await log.close();
    expect(log.dropped).toBe(0);
    expect(await keysIn(place.root)).toEqual(['a', 'b']);
  });

  it('writes again what a failed sync may have lost, no row twice', async () => {
    const place = await newPlace();
    let syncs = 0;
    const { log } = await openLog(place, {
      openFile: filesThat((what) => (what === 'sync' && ++syncs === 2 ? diskFull() : undefined)),
    });
    for (const [k, key] of ['a', 'b', 'c'].entries()) {
      log.record(rowsOf([key]));
      await soon(() => expect(log.stored).toBe(k + 1));
    }
    await log.close();
    expect(syncs).toBe(4);
    expect(await keysIn(place.root)).toEqual(['a', 'b', 'c']);
  });

  it('drops what memory has no room for, and says how many rows, of which model and why', async () => {
    const place = await newPlace();
    const stuck = Promise.withResolvers<void>();
    const { log, events } = await openLog(place, { openFile: filesThat(() => stuck.promise), memoryBytes: 2000 });
    const began = performance.now();
    for (let row = 0; row < 1000; row++) log.record(rowsOf([String(row).padStart(4, '0')]));
    expect(performance.now() - began).toBeLessThan(1000);
    expect(log.dropped).toBeGreaterThan(900);
    expect(events).toEqual([
      { kind: 'dropped', model: 'loan', rows: 1, reason: 'rows come faster than the disk takes them' },
    ]);
    stuck.resolve();
    await log.close();
    expect(log.stored + log.dropped).toBe(1000);
    expect((await readAll(place.root)).length).toBe(log.stored);
    expect(events.flatMap((event) => (event.kind === 'dropped' ? event.rows : []))).toEqual([1, log.dropped - 1]);
  });

  it('says the fault of the disk as the reason', async () => {
    const place = await newPlace();
    const { log, events } = await openLog(place, { openFile: filesThat(diskFull), memoryBytes: 400 });
    log.record(rowsOf(['a']));
    await soon(() => expect(events).toHaveLength(1));
    for (const key of ['b', 'c', 'd', 'e', 'f']) log.record(rowsOf([key]));
    await log.close();
    expect(log.dropped).toBe(6);
    expect(log.stored).toBe(0);
    expect(events[1]).toMatchObject({ kind: 'dropped', reason: 'ENOSPC: no space left on device, write' });
  });

  it('tries again to put a file, and keeps the rows here until it is put', async () => {
    const place = await newPlace();
    const tried: (readonly string[])[] = [];
    const far: Pick<PredictionPlace, 'put'> = {
      put: async (path, file) => {
        tried.push((await readdir(place.local, { recursive: true })).filter((name) => name.endsWith('.wal')));
        if (tried.length < 2) throw new Error('far does not answer');
        await place.place.put(path, file);
      },
    };
    const { log, events } = await openLog({ ...place, place: far }, { rotateBytes: 1 });
    log.record(rowsOf(['a']));
    await soon(async () => expect(await keysIn(place.root)).toEqual(['a']));
    await log.close();
    expect(tried.map((files) => files.length)).toEqual([1, 1]);
    expect(events[0]).toEqual({ kind: 'failed', doing: 'rotate', reason: 'far does not answer' });
  });

  it('goes on writing other versions when one file fails', async () => {
    const place = await newPlace();
    let opened = 0;
    const openFile: OpenAppendFile = (path) => (++opened === 1 ? filesThat(diskFull)(path) : openAppendFile(path));
    const { log } = await openLog(place, { openFile });
    log.record(rowsOf(['a']));
    log.record(rowsOf(['b'], {}, { model: 'delay' }));
    await soon(() => expect(log.stored).toBe(1));
    await log.close();
    expect(await keysIn(place.root)).toEqual(['b']);
  });

  it('can not be opened where no folder can be made', async () => {
    const place = await newPlace();
    await expect(openLog({ ...place, local: join('/dev/null', 'log') })).rejects.toMatchObject({ class: 'config' });
  });
});
