import { expect, test } from 'vitest';
import { mergedTree } from '../../../src/engines/git/merged-tree.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

const lines = (...changed: readonly [number, string][]): string =>
  Array.from({ length: 20 }, (_, i) => changed.find(([at]) => at === i)?.[1] ?? `line ${i}`).join('\n');

/** Two branches that left main, each with these files. */
function branches(repository: TemporaryRepository, base: Record<string, string>, head: Record<string, string>) {
  repository.write({ 'a.txt': lines(), 'b.txt': 'b' });
  repository.commit('start');
  repository.git('switch', '--quiet', '--create', 'change');
  repository.write(head);
  const changed = repository.commit('change');
  repository.git('switch', '--quiet', 'main');
  repository.write(base);
  return [parseSha(repository.commit('main went on')), parseSha(changed)] as const;
}

test('holds what both changed, as git merges it, and moves nothing', async () => {
  using repository = temporaryRepository();
  const [base, head] = branches(
    repository,
    { 'a.txt': lines([2, 'main']) },
    { 'a.txt': lines([17, 'change']), 'new.txt': 'n' },
  );
  const merged = await mergedTree(repository.root, base, head);
  const files = await merged?.read(['a.txt', 'new.txt']);
  expect(new TextDecoder().decode(files?.get('a.txt'))).toBe(lines([2, 'main'], [17, 'change']));
  expect(files?.get('new.txt')).toBeDefined();
  expect(repository.git('rev-parse', 'HEAD')).toBe(base);
  expect(repository.git('status', '--porcelain')).toBe('');
  repository.git('merge', '--quiet', '-m', 'merge', head);
  expect(merged?.id).toBe(repository.git('rev-parse', 'HEAD^{tree}'));
});

test('is nothing while the two conflict', async () => {
  using repository = temporaryRepository();
  const [base, head] = branches(repository, { 'a.txt': lines([2, 'main']) }, { 'a.txt': lines([2, 'change']) });
  expect(await mergedTree(repository.root, base, head)).toBeUndefined();
});

test('is nothing where one side removed what the other changed', async () => {
  using repository = temporaryRepository();
  const [base, head] = branches(repository, { 'b.txt': 'changed' }, {});
  repository.git('switch', '--quiet', 'change');
  repository.remove('b.txt');
  expect(await mergedTree(repository.root, base, parseSha(repository.commit('remove')))).toBeUndefined();
  expect(await mergedTree(repository.root, base, head)).toBeDefined();
});

test('of commits that share no history is still a merge, and one that is there already changes nothing', async () => {
  using repository = temporaryRepository();
  const [base] = branches(repository, { 'b.txt': 'main' }, {});
  repository.git('switch', '--quiet', '--orphan', 'other');
  repository.write({ 'other.txt': 'o' });
  const other = parseSha(repository.commit('other'));
  const paths = (await (await mergedTree(repository.root, base, other))?.list())?.map(({ path }) => path);
  expect(paths).toEqual(['a.txt', 'b.txt', 'other.txt']);
  const same = await mergedTree(repository.root, base, base);
  expect(same?.id).toBe(repository.git('rev-parse', `${base}^{tree}`));
});

test('a commit that is not there is an error, never a conflict', async () => {
  using repository = temporaryRepository();
  const [base] = branches(repository, {}, {});
  const gone = mergedTree(repository.root, base, parseSha('1'.repeat(40)));
  await expect(gone).rejects.toMatchObject({ class: 'platform' });
});
