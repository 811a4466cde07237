import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRepository } from '../../../src/engines/git/repository.ts';
import { repositoryAt } from '../../../src/engines/git/repository-at.ts';
import { currentFile } from '../../../src/engines/online/current-file.ts';
import { sourceOf } from '../duckdb/data-folder.ts';
import { type TemporaryRepository, temporaryRepository } from '../git/temporary-repository.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'aval-current-'));
const source = sourceOf({ id: { type: 'string' } });
let repository: TemporaryRepository;
const commits: string[] = [];
const bytes = (file: string) => readFileSync(file, 'utf8');

beforeAll(() => {
  repository = temporaryRepository();
  for (const content of ['id\n1\n', 'id\n1\n2\n']) {
    repository.write({ 'data/people.csv': content });
    commits.push(repository.commit('More'));
  }
});
afterAll(() => {
  repository[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

test('here, the file of the work tree counts, committed or not; its identity changes with it', async () => {
  const place = { repository: await openRepository(repository.root), workTree: true, credentials: new Map() };
  const before = await currentFile(place, source, commits[0] ?? '', folder);
  expect(before).toMatchObject({ fetched: false, path: path.join(repository.root, 'data/people.csv') });
  writeFileSync(before.path, 'id\n1\n2\n3\n');
  expect((await currentFile(place, source, commits[0] ?? '', folder)).identity).not.toBe(before.identity);
});

test('a copy without a work tree gives the file of the commit', async () => {
  const bare = path.join(folder, 'bare');
  repository.git('clone', '--quiet', '--bare', repository.root, bare);
  const place = { repository: repositoryAt(bare), workTree: false, credentials: new Map() };
  const [first, second] = [
    await currentFile(place, source, commits[0] ?? '', folder),
    await currentFile(place, source, commits[1] ?? '', folder),
  ];
  expect([bytes(first.path), bytes(second.path), first.fetched]).toEqual(['id\n1\n', 'id\n1\n2\n', true]);
  expect(first.identity).not.toBe(second.identity);
  const other = { ...source, uri: 'data/nobody.csv' };
  await expect(currentFile(place, other, commits[1] ?? '', folder)).rejects.toThrow(
    'data/nobody.csv is not in the repository',
  );
});

test('a link in the work tree is not followed: the committed file is read', async () => {
  const secret = path.join(folder, 'secret.csv');
  writeFileSync(secret, 'id\nsecret\n');
  rmSync(path.join(repository.root, 'data/people.csv'));
  symlinkSync(secret, path.join(repository.root, 'data/people.csv'));
  const place = { repository: await openRepository(repository.root), workTree: true, credentials: new Map() };
  const { path: found } = await currentFile(place, source, commits[1] ?? '', folder);
  expect(bytes(found)).toBe('id\n1\n2\n');
});
