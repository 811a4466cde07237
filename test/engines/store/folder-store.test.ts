import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { FolderStore } from '../../../src/engines/store/folder-store.ts';
import { samplePackage } from '../../core/registry/sample-package.ts';

let root = '';
let store: FolderStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aval-store-'));
  store = new FolderStore(root);
});
afterEach(() => rmSync(root, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const item = samplePackage();
const rival = samplePackage('definition', new Map([['trees.json', bytes('{"trees":[2]}')]]));
const folderOf = (digest: string) => join(root, 'packages', 'sha256', digest.slice(7));

test('a published package is found by its digest and by its definition', async () => {
  await store.publish(item);
  const found = await store.get(item.digest);
  expect(found?.manifest).toEqual(item.manifest);
  expect(found?.files.size).toBe(item.files.size);
  for (const [path, content] of item.files) expect(digestOf(found?.files.get(path) ?? '')).toBe(digestOf(content));
  expect(await store.find(digestOf('definition'))).toBe(item.digest);
  expect(readdirSync(join(root, 'temporary'))).toEqual([]);
});

test('an empty store has nothing, and asking does not make it', async () => {
  rmSync(root, { recursive: true });
  expect(await store.get(item.digest)).toBeUndefined();
  expect(await store.find(digestOf('definition'))).toBeUndefined();
  expect(await store.attachment(item.digest, 'card.md')).toBeUndefined();
  mkdirSync(root);
});

test('publishing again changes nothing', async () => {
  await store.publish(item);
  await store.publish(item);
  expect(await store.find(digestOf('definition'))).toBe(item.digest);
});

test('the first package of a definition stands', async () => {
  await store.publish(item);
  await expect(store.publish(rival)).rejects.toMatchObject({ class: 'conflict' });
  expect(await store.get(rival.digest)).toBeUndefined();
  expect(await store.find(digestOf('definition'))).toBe(item.digest);
});

test('the cache of unpublished work keeps the newest', async () => {
  const work = new FolderStore(root, { keep: 'newest' });
  await work.publish(item);
  await work.publish(rival);
  expect(await work.find(digestOf('definition'))).toBe(rival.digest);
  await work.attach(rival.digest, 'evidence.json', bytes('1'));
  await work.attach(rival.digest, 'evidence.json', bytes('2'));
  expect(Buffer.from((await work.attachment(rival.digest, 'evidence.json')) ?? []).toString()).toBe('2');
});

test('a package whose files changed in memory is not published', async () => {
  const files = new Map(item.files).set('model/trees.json', bytes('{"trees":[3]}'));
  await expect(store.publish({ ...item, files })).rejects.toMatchObject({ class: 'evidence' });
  expect(readdirSync(root)).toEqual([]);
});

test('a package that no definition names is not published yet', async () => {
  await store.publish(item);
  rmSync(join(root, 'definitions'), { recursive: true });
  expect(await store.get(item.digest)).toBeUndefined();
  await store.publish(item);
  expect((await store.get(item.digest))?.digest).toBe(item.digest);
});

test.each<[string, (folder: string) => void]>([
  ['a shortened file', (folder) => truncateSync(join(folder, 'model', 'trees.json'), 3)],
  ['a removed file', (folder) => rmSync(join(folder, 'prepare.json'))],
  ['an added file', (folder) => writeFileSync(join(folder, 'model', 'more.bin'), 'x')],
  ['a changed manifest', (folder) => writeFileSync(join(folder, 'manifest.json'), '{}')],
  ['a link', (folder) => symlinkSync('/etc/hostname', join(folder, 'model', 'link'))],
])('%s is refused as evidence, and publishing again mends it', async (_, harm) => {
  await store.publish(item);
  harm(folderOf(item.digest));
  await expect(store.get(item.digest)).rejects.toMatchObject({ class: 'evidence' });
  await store.publish(item);
  expect((await store.get(item.digest))?.digest).toBe(item.digest);
  expect(readdirSync(join(root, 'temporary'))).toEqual([]);
});

test('a whole package under the digest of another is refused', async () => {
  await store.publish(item);
  const claimed = digestOf('something else');
  cpSync(folderOf(item.digest), folderOf(claimed), { recursive: true });
  expect(await store.get(claimed)).toBeUndefined();
  writeFileSync(join(root, 'definitions', digestOf('definition').slice(7)), `${claimed}\n`);
  await expect(store.get(claimed)).rejects.toMatchObject({ class: 'evidence' });
});

test('a definition file that names no package is refused', async () => {
  await store.publish(item);
  writeFileSync(join(root, 'definitions', digestOf('definition').slice(7)), 'garbage');
  await expect(store.find(digestOf('definition'))).rejects.toMatchObject({ class: 'evidence' });
});

test('an attachment is kept beside its package and never replaced', async () => {
  await store.attach(item.digest, 'card.md', bytes('hello'));
  await store.attach(item.digest, 'card.md', bytes('hello'));
  await expect(store.attach(item.digest, 'card.md', bytes('other'))).rejects.toMatchObject({ class: 'conflict' });
  expect(Buffer.from((await store.attachment(item.digest, 'card.md')) ?? []).toString()).toBe('hello');
});

test.each(['../x', 'a/b', '.hidden', '', 'a\0'])('an attachment cannot be called %j', async (name) => {
  await expect(store.attach(item.digest, name, bytes(''))).rejects.toMatchObject({ class: 'usage' });
  await expect(store.attachment(item.digest, name)).rejects.toMatchObject({ class: 'usage' });
});
