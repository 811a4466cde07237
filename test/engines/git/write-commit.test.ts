import { expect, test } from 'vitest';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { type NewCommit, writeCommit } from '../../../src/engines/git/write-commit.ts';
import { temporaryRepository } from './temporary-repository.ts';

const author = { name: 'aval[bot]', email: '1+aval[bot]@users.noreply.github.com' };
const first: NewCommit = {
  parent: undefined,
  files: new Map<string, string | Uint8Array>([
    ['entries/00000000.json', '{}\n'],
    ['raw.bin', Uint8Array.of(0, 255, 10, 13)],
  ]),
  message: 'Reserve a use\n\n',
  author,
  time: 1_700_000_000,
};

test('equal values make the same commit, in another repository and whatever the machine says of people and clocks', async () => {
  using one = temporaryRepository();
  using other = temporaryRepository();
  other.git('config', 'user.name', 'Somebody Else');
  other.git('config', 'core.autocrlf', 'true');
  other.git('config', 'commit.gpgSign', 'true');
  expect(await writeCommit(one.root, first)).toBe(await writeCommit(other.root, first));
});

test('files come beside those of the parent; what is not named stays, no ref moves, no work tree is touched', async () => {
  using repository = temporaryRepository();
  repository.write({ 'kept.txt': 'kept', 'dir/old.txt': 'old' });
  const parent = parseSha(repository.commit('start'));
  const files = new Map([['dir/old.txt', 'new']]);
  const made = await writeCommit(repository.root, { ...first, parent, files });
  expect(repository.git('show', `${made}:dir/old.txt`)).toBe('new');
  expect(repository.git('show', `${made}:kept.txt`)).toBe('kept');
  expect(repository.git('rev-parse', 'HEAD', `${made}^`)).toBe(`${parent}\n${parent}`);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('bytes, author and time are as given, the message ends once', async () => {
  using repository = temporaryRepository();
  const made = await writeCommit(repository.root, first);
  expect(repository.git('cat-file', '-s', `${made}:raw.bin`)).toBe('4');
  const commit = repository.git('cat-file', 'commit', made);
  const who = `${author.name} <${author.email}> 1700000000 +0000`;
  expect(commit).toMatch(/Reserve a use$/);
  expect(commit).toContain(`author ${who}\ncommitter ${who}\n\nReserve a use`);
  expect(commit).not.toContain('parent');
});

test('another file, parent, message, author or time is another commit', async () => {
  using repository = temporaryRepository();
  const parent = parseSha(repository.commit('start'));
  const others: Partial<NewCommit>[] = [
    { files: new Map([['a', 'b']]) },
    { parent },
    { message: 'Close a use' },
    { author: { ...author, name: 'other' } },
    { time: 1_700_000_001 },
  ];
  const made = new Set([await writeCommit(repository.root, first)]);
  for (const other of others) made.add(await writeCommit(repository.root, { ...first, ...other }));
  expect(made.size).toBe(6);
});

test.each(['../outside', '.git/config', 'a/../b', '/etc/passwd'])(
  'a path that leads elsewhere is refused: %s',
  async (path) => {
    using repository = temporaryRepository();
    const asked = writeCommit(repository.root, { ...first, files: new Map([[path, 'x']]) });
    await expect(asked).rejects.toMatchObject({ class: 'platform' });
  },
);
