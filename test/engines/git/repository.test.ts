import { existsSync, readFileSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AvalError } from '../../../src/core/errors.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { ensureRepository, openRepository } from '../../../src/engines/git/repository.ts';
import { temporaryRepository } from './temporary-repository.ts';

const decode = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('utf8');

describe('treeAt', () => {
  test('lists files with mode, blob id and size, and reads bytes that are not text', async () => {
    using folder = temporaryRepository();
    const binary = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
    folder.write({ 'a b/ü "q".bin': binary, 'x.yaml': 'one\r\ntwo\n' });
    const sha = folder.commit('first');
    const tree = await (await openRepository(folder.root)).treeAt(sha);
    expect([tree.id, tree.commit]).toEqual([folder.git('rev-parse', 'HEAD^{tree}'), sha]);
    const entries = await tree.list();
    expect(entries.map(({ path, mode, size }) => [path, mode, size])).toEqual([
      ['a b/ü "q".bin', '100644', 512],
      ['x.yaml', '100644', 9],
    ]);
    const read = await tree.read(['x.yaml', 'absent', 'a b/ü "q".bin']);
    expect([...read.keys()]).toEqual(['x.yaml', 'a b/ü "q".bin']);
    expect(read.get('a b/ü "q".bin')).toEqual(Buffer.from(binary));
    expect(decode(read.get('x.yaml'))).toBe('one\r\ntwo\n');
  });

  test('names an unknown ref, and never hands an option to git', async () => {
    using folder = temporaryRepository();
    folder.commit('first');
    const repository = await openRepository(folder.root);
    await expect(repository.treeAt('nowhere')).rejects.toThrow('there is no commit "nowhere"');
    const out = path.join(folder.root, 'written');
    for (const hostile of [
      `--output=${out}`,
      '-c',
      '--upload-pack=touch x',
      'a..b',
      'main@{1}',
      'x\ny',
      '',
      ':/first',
    ]) {
      await expect(repository.treeAt(hostile)).rejects.toBeInstanceOf(AvalError);
      await expect(repository.createAnnotatedTag(hostile, parseSha('0'.repeat(40)), 'm')).rejects.toBeInstanceOf(
        AvalError,
      );
    }
    expect(existsSync(out)).toBe(false);
  });
});

describe('workTree', () => {
  test('sees an edit of the same size, made in the second of the last commit', async () => {
    using folder = temporaryRepository();
    folder.git('config', 'core.trustctime', 'false'); // no program can set a ctime, so git may not look at it here
    const file = path.join(folder.root, 'rate.yaml');
    const second = 1_700_000_000;
    folder.write({ 'rate.yaml': '0.1' });
    utimesSync(file, second, second);
    folder.commit('first');
    utimesSync(path.join(folder.root, '.git/index'), second, second);
    folder.write({ 'rate.yaml': '0.2' });
    utimesSync(file, second, second);
    const tree = await (await openRepository(folder.root)).workTree();
    expect(decode((await tree.read(['rate.yaml'])).get('rate.yaml'))).toBe('0.2');
  });

  test('is what would be committed: untracked in, ignored and deleted out, and the index stays as it was', async () => {
    using folder = temporaryRepository();
    folder.write({ '.gitignore': 'ignored\n', kept: '1', changed: '1', deleted: '1', staged: '1' });
    folder.commit('first');
    folder.write({ changed: '2', staged: '2', untracked: '1', ignored: '1' });
    folder.git('add', 'staged');
    folder.remove('deleted');
    const before = folder.git('status', '--porcelain');
    const index = readFileSync(path.join(folder.root, '.git/index'));
    const tree = await (await openRepository(folder.root)).workTree();
    expect(readFileSync(path.join(folder.root, '.git/index')).equals(index)).toBe(true);
    expect(folder.git('status', '--porcelain')).toBe(before);
    expect((await tree.list()).map((entry) => entry.path)).toEqual([
      '.gitignore',
      'changed',
      'kept',
      'staged',
      'untracked',
    ]);
    expect(decode((await tree.read(['changed'])).get('changed'))).toBe('2');
    folder.commit('second');
    expect(tree.id).toBe(folder.git('rev-parse', 'HEAD^{tree}'));
  });

  test('works before the first commit, and from a folder inside', async () => {
    using folder = temporaryRepository();
    folder.write({ 'models/a/model.yaml': 'a' });
    const repository = await openRepository(path.join(folder.root, 'models'));
    expect(repository.root).toBe(folder.root);
    expect((await (await repository.workTree()).list()).map((entry) => entry.path)).toEqual(['models/a/model.yaml']);
    expect(await repository.headCommit()).toBeUndefined();
    expect(await repository.defaultBase()).toBeUndefined();
    expect(await repository.currentBranch()).toBe('main');
  });

  test('refuses an unresolved merge conflict and names the file', async () => {
    using folder = temporaryRepository();
    folder.write({ a: '1' });
    folder.commit('first');
    folder.git('switch', '--quiet', '-c', 'other');
    folder.write({ a: '2' });
    folder.commit('second');
    folder.git('switch', '--quiet', 'main');
    folder.write({ a: '3' });
    folder.commit('third');
    expect(() => folder.git('merge', 'other')).toThrow();
    await expect((await openRepository(folder.root)).workTree()).rejects.toThrow('a has an unresolved merge conflict');
  });
});

describe('defaultBase', () => {
  test('is where the branch left main, HEAD on main itself, and --base when given', async () => {
    using folder = temporaryRepository();
    const first = folder.commit('first');
    const repository = await openRepository(folder.root);
    expect(await repository.defaultBase()).toEqual({ name: 'HEAD', commit: first });
    folder.git('switch', '--quiet', '-c', 'work');
    const second = folder.commit('second');
    folder.git('switch', '--quiet', 'main');
    folder.commit('main moved');
    folder.git('switch', '--quiet', 'work');
    expect(await repository.defaultBase()).toEqual({ name: 'main', commit: first });
    expect(await repository.defaultBase('HEAD')).toEqual({ name: 'HEAD', commit: second });
    expect(await repository.defaultBase('HEAD~1')).toEqual({ name: 'HEAD~1', commit: first });
    await expect(repository.defaultBase('nope')).rejects.toThrow('no commit "nope"');
  });

  test('prefers origin/HEAD to a local main', async () => {
    using upstream = temporaryRepository();
    upstream.git('branch', '-m', 'trunk');
    const first = upstream.commit('first');
    using folder = temporaryRepository();
    folder.git('remote', 'add', 'origin', upstream.root);
    folder.git('fetch', '--quiet', 'origin');
    folder.git('remote', 'set-head', 'origin', 'trunk');
    folder.git('switch', '--quiet', '-c', 'work', 'origin/trunk');
    folder.commit('second');
    const repository = await openRepository(folder.root);
    expect(await repository.defaultBase()).toEqual({ name: 'origin/trunk', commit: first });
  });
});

describe('tags', () => {
  test('lists annotated tags only, with the whole message', async () => {
    using folder = temporaryRepository();
    const sha = folder.commit('first');
    folder.git('tag', 'light');
    const repository = await openRepository(folder.root);
    const message = 'credit-risk 1.0.0\n\n# kept, though it looks like a comment\n\nAval-Package: sha256:00';
    await repository.createAnnotatedTag('credit-risk@v1.0.0', parseSha(sha), message);
    await repository.createAnnotatedTag('a/b=m#prod!#2', parseSha(sha), 'x');
    const tags = await repository.listTags();
    expect(tags.map(({ name, commit, tagger, message }) => ({ name, commit, tagger, message }))).toEqual([
      { name: 'a/b=m#prod!#2', commit: sha, tagger: 'Test', message: 'x' },
      { name: 'credit-risk@v1.0.0', commit: sha, tagger: 'Test', message },
    ]);
    expect(Math.abs((tags[0]?.time ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  });

  test('writing the same tag again succeeds; another commit or message is a conflict and nothing moves', async () => {
    using folder = temporaryRepository();
    const first = parseSha(folder.commit('first'));
    const second = parseSha(folder.commit('second'));
    const repository = await openRepository(folder.root);
    await repository.createAnnotatedTag('m@v1.0.0', first, 'm 1.0.0');
    const object = folder.git('rev-parse', 'refs/tags/m@v1.0.0');
    await repository.createAnnotatedTag('m@v1.0.0', first, 'm 1.0.0\n');
    await expect(repository.createAnnotatedTag('m@v1.0.0', second, 'm 1.0.0')).rejects.toMatchObject({
      class: 'conflict',
    });
    await expect(repository.createAnnotatedTag('m@v1.0.0', first, 'other')).rejects.toMatchObject({
      class: 'conflict',
    });
    folder.git('tag', 'light');
    await expect(repository.createAnnotatedTag('light', first, 'x')).rejects.toMatchObject({ class: 'conflict' });
    expect(folder.git('rev-parse', 'refs/tags/m@v1.0.0')).toBe(object);
  });
});

describe('fileHistory', () => {
  test('gives the bytes at each change, newest first, a removal as such, a merge once', async () => {
    using folder = temporaryRepository();
    folder.write({ 'e/m.yaml': 'one' });
    folder.commit('first');
    folder.write({ unrelated: '1' });
    folder.commit('unrelated');
    folder.git('switch', '--quiet', '-c', 'promote');
    folder.write({ 'e/m.yaml': 'two' });
    folder.commit('two, on a branch');
    folder.git('switch', '--quiet', 'main');
    folder.git('merge', '--quiet', '--no-ff', '-m', 'Merge: two', 'promote');
    folder.remove('e/m.yaml');
    folder.commit('gone');
    const history = await (await openRepository(folder.root)).fileHistory('e/m.yaml');
    expect(history.map(({ subject, bytes }) => [subject, decode(bytes)])).toEqual([
      ['gone', undefined],
      ['Merge: two', 'two'],
      ['first', 'one'],
    ]);
  });
});

describe('checkoutFilesTo', () => {
  test("gives the work tree's file where the bytes are the same, else writes the blob, and refuses links", async () => {
    using folder = temporaryRepository();
    using target = temporaryRepository();
    folder.write({ 'data/same.csv': 'a\n1\n', 'data/old.csv': 'a\n1\n' });
    symlinkSync('/etc/hostname', path.join(folder.root, 'link'));
    const first = folder.commit('first');
    folder.write({ 'data/old.csv': 'a\n2\n' });
    const repository = await openRepository(folder.root);
    const tree = await repository.treeAt(first);
    const files = await repository.checkoutFilesTo(tree, ['data/same.csv', 'data/old.csv', 'none'], target.root);
    expect([...files.keys()].sort()).toEqual(['data/old.csv', 'data/same.csv']);
    expect(files.get('data/same.csv')).toBe(path.join(folder.root, 'data/same.csv'));
    const old = files.get('data/old.csv') ?? '';
    expect(path.dirname(old)).toBe(target.root);
    expect(readFileSync(old, 'utf8')).toBe('a\n1\n');
    expect(await repository.checkoutFilesTo(tree, ['data/old.csv'], target.root)).toEqual(
      new Map([['data/old.csv', old]]),
    );
    await expect(repository.checkoutFilesTo(tree, ['link'], target.root)).rejects.toThrow('link is a symbolic link');
  });
});

test('a folder outside any repository is an error for people', async () => {
  using folder = temporaryRepository();
  folder.remove('.git');
  await expect(openRepository(folder.root)).rejects.toThrow(/is not in a git repository/);
});

test('variables that a hook sets do not lead to another repository', async () => {
  using one = temporaryRepository();
  using other = temporaryRepository();
  const sha = one.commit('one');
  process.env['GIT_DIR'] = path.join(other.root, '.git');
  try {
    expect(await (await openRepository(one.root)).headCommit()).toBe(sha);
  } finally {
    delete process.env['GIT_DIR'];
  }
});

test('ensureRepository makes a repository once', async () => {
  using folder = temporaryRepository();
  folder.remove('.git');
  expect(await ensureRepository(folder.root)).toBe(true);
  expect(await ensureRepository(folder.root)).toBe(false);
  expect(await (await openRepository(folder.root)).currentBranch()).toBe('main');
});
