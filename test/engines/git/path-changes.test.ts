import { expect, test } from 'vitest';
import { pathsOfLate } from '../../../src/engines/git/path-changes.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { temporaryRepository } from './temporary-repository.ts';

test('paths of late: by first parents, merges too, and what was changed and changed back', async () => {
  using repository = temporaryRepository();
  repository.write({ 'old.txt': '1', 'a file, ünusual.txt': '1' });
  repository.commit('first');
  repository.git('switch', '--quiet', '--create', 'side');
  repository.write({ 'merged.txt': '1' });
  repository.commit('on a branch');
  repository.git('switch', '--quiet', 'main');
  repository.write({ 'a file, ünusual.txt': '2' });
  repository.commit('there');
  repository.write({ 'a file, ünusual.txt': '1' });
  repository.commit('and back');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side');
  const head = parseSha(repository.git('rev-parse', 'HEAD'));
  expect([...(await pathsOfLate(repository.root, head, 3))].sort()).toEqual(['a file, ünusual.txt', 'merged.txt']);
  expect([...(await pathsOfLate(repository.root, head, 1))]).toEqual(['merged.txt']);
  expect((await pathsOfLate(repository.root, head, 10)).has('old.txt')).toBe(true);
});
