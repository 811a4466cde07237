import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFile, replaceFile } from '../../src/engines/atomic-write.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file is replaced, its folder made, and nothing else stays', async () => {
  const path = join(folder, 'deep', 'file.txt');
  await replaceFile(path, 'one');
  await replaceFile(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(join(folder, 'deep'))).toEqual(['file.txt']);
});

test('of many that create one file, one wins and its bytes stand', async () => {
  const path = join(folder, 'claim');
  const won = await Promise.all(Array.from({ length: 20 }, (_, i) => createFile(path, `${i}`)));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toBe(`${won.indexOf(true)}`);
  expect(readdirSync(folder)).toEqual(['claim']);
});

test('a write that fails leaves the old file and no other', async () => {
  const path = join(folder, 'folder-in-the-way');
  await replaceFile(join(path, 'inside'), 'x');
  await expect(replaceFile(path, 'y')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['folder-in-the-way']);
});

test('what a killed writer left an hour ago is swept; what another writes now and files of the user are not', async () => {
  const [old, fresh, users] = [`.aval-${'0'.repeat(24)}.tmp`, `.aval-${'1'.repeat(24)}.tmp`, '.aval-notes'];
  for (const name of [old, fresh, users]) writeFileSync(join(folder, name), '');
  const past = new Date(Date.now() - 2 * 3_600_000);
  for (const name of [old, users]) utimesSync(join(folder, name), past, past);
  await replaceFile(join(folder, 'file'), 'x');
  expect(readdirSync(folder).sort()).toEqual([fresh, users, 'file']);
});
