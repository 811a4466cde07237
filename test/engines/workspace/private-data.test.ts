import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { openRepository } from '../../../src/engines/git/repository.ts';
import { FolderStore } from '../../../src/engines/store/folder-store.ts';
import { openCommits } from '../../../src/engines/workspace/open-commits.ts';
import { privateData } from '../../../src/engines/workspace/private-data.ts';
import { localStore, resolveOn } from '../../../src/engines/workspace/workspace.ts';
import { aval, edit, templateRepository } from '../../cli/aval.ts';
import type { TemporaryRepository } from '../git/temporary-repository.ts';

// Production runs a version that was trained on private data of May; a change moves their lock to June.
const source = 'sources/applications.yaml';
const lock = 'sources/applications.lock.yaml';
const empty = mkdtempSync(path.join(tmpdir(), 'aval-empty-'));
const june = digestOf('june');
let repository: TemporaryRepository;
let may: string;
let head: string;
beforeAll(async () => {
  repository = await templateRepository();
  const data = path.join(repository.root, 'data/german_credit.csv');
  may = digestOf(readFileSync(data));
  edit(repository, source, 'uri: data/german_credit.csv', 'uri: https://data.example.org/credit.csv');
  edit(repository, source, 'access: repository', 'access: environment');
  const text = `apiVersion: aval/v1\nkind: SourceLock\nsource: applications\ndigest: ${may}\nrows: 1000\n`;
  repository.write({ [lock]: text });
  repository.commit('Behind a login');
  // As if it had been fetched before.
  mkdirSync(path.join(repository.root, '.aval/data'), { recursive: true });
  copyFileSync(data, path.join(repository.root, '.aval/data', may.replace(':', '-')));
  for (const args of [
    ['publish', 'credit-risk'],
    ['promote', 'credit-risk', '--to', 'production'],
  ]) {
    const { code, stderr } = await aval(repository.root, args);
    if (code !== 0) throw new Error(stderr);
  }
  repository.commit('Run it');
  repository.git('switch', '--create', 'june');
  edit(repository, lock, may, june);
  head = repository.commit('June');
}, 60_000);
afterAll(() => {
  repository[Symbol.dispose]();
  rmSync(empty, { recursive: true });
});

async function opened(stored: boolean) {
  const at = await openRepository(repository.root);
  const commits = { head: parseSha(head), base: parseSha(repository.git('rev-parse', 'main')), cacheFolder: empty };
  const workspace = await openCommits(at, { ...commits, store: new FolderStore(empty) });
  const store = stored ? localStore(at, workspace.head.definitions.project) : workspace.store;
  return { workspace: { ...workspace, store }, resolved: await resolveOn(workspace.head, 'credit-risk') };
}
const pins = async ({ workspace, resolved }: Awaited<ReturnType<typeof opened>>) =>
  (await privateData(workspace, resolved)).map(({ source: { name }, pin }) => [name, pin]);

test("both models are read on the challenger's bytes", async () => {
  expect(await pins(await opened(true))).toEqual([['applications', june]]);
});

test('a champion whose package is gone is made again of the bytes that it was trained on', async () => {
  expect(await pins(await opened(false))).toEqual([
    ['applications', june],
    ['applications', may],
  ]);
});

test('what the champion alone reads is read, too', async () => {
  const { workspace, resolved } = await opened(true);
  expect(await pins({ workspace, resolved: { ...resolved, sources: new Map() } })).toEqual([['applications', may]]);
});
