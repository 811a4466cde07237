import { afterAll, beforeAll, expect, test } from 'vitest';
import { branchesIn } from '../../../src/engines/git/branches.ts';
import { changedPaths, commitsBack } from '../../../src/engines/git/read-commit.ts';
import { parseSha, type Sha } from '../../../src/engines/git/ref.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

let repository: TemporaryRepository;
let [first, second]: [Sha | undefined, Sha | undefined] = [undefined, undefined];
beforeAll(() => {
  repository = temporaryRepository();
  repository.write({ 'a.txt': '1', 'b/ü.txt': '1' });
  first = parseSha(repository.commit('First'));
  repository.write({ 'a.txt': '2', 'b/ü.txt': '2' });
  second = parseSha(repository.commit('Second\n\nA line.\n\nAval-Window: x'));
  for (const name of ['aval/retrain/m', 'aval/retrain/n', 'aval/retrained', 'aval/promote/m'])
    repository.git('branch', name);
});
afterAll(() => repository[Symbol.dispose]());

test('commits are read back with parents, author and whole message', async () => {
  const commits = await commitsBack(repository.root, parseSha(second ?? ''), 5);
  expect(commits.map(({ sha, parents }) => [sha, parents])).toEqual([
    [second, [first]],
    [first, []],
  ]);
  expect(commits[0]?.message).toBe('Second\n\nA line.\n\nAval-Window: x');
  expect(commits[0]?.author.email).toBe(repository.git('log', '-1', '--format=%ae'));
  expect(await commitsBack(repository.root, parseSha(second ?? ''), 1)).toHaveLength(1);
});

test('changed paths are whole, whatever their letters', async () => {
  const [from, to] = [parseSha(first ?? ''), parseSha(second ?? '')];
  expect(await changedPaths(repository.root, from, to)).toEqual(['a.txt', 'b/ü.txt']);
  expect(await changedPaths(repository.root, to, to)).toEqual([]);
});

test('branches of a folder, and of no other that begins alike', async () => {
  expect(await branchesIn(repository.root, 'aval/retrain')).toEqual(new Set(['aval/retrain/m', 'aval/retrain/n']));
  expect(await branchesIn(repository.root, 'nothing')).toEqual(new Set());
});
