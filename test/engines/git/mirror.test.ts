import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Mirror, openMirror } from '../../../src/engines/git/mirror.ts';
import { parseSha, type Sha } from '../../../src/engines/git/ref.ts';
import { writeCommit } from '../../../src/engines/git/write-commit.ts';
import { commitFile, makeWorld, type Octokit, type TestWorld } from '../../sandbox/world.ts';

const author = { name: 'aval[bot]', email: 'aval@example.org' };
let world: TestWorld;
let client: Octokit;
let token: string;
let address: string;
let mirror: Mirror;
beforeAll(async () => {
  world = await makeWorld();
  client = world.as(world.owner);
  token = world.sandbox.tokenFor(world.owner);
  address = `${world.sandbox.url}/olivia/credit.git`;
  mirror = await fresh();
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const fresh = async (): Promise<Mirror> =>
  openMirror(await mkdtemp(join(world.folder, 'mirror-')), address, async () => token);
const tip = async (branch: string): Promise<string> =>
  (await client.rest.git.getRef({ ...world.where, ref: `heads/${branch}` })).data.object.sha;

/** A commit that only this mirror has. */
const commitOn = (parent: Sha | undefined, text: string, of = mirror): Promise<Sha> =>
  writeCommit(of.repository.root, { parent, files: new Map([['f.txt', text]]), message: text, author, time: 1 });

it('holds what was fetched, under the same names', async () => {
  const sha = await commitFile(client, world.where, 'topic', 't.txt', 't');
  await mirror.fetch(['refs/heads/main', 'refs/heads/topic']);
  expect(await mirror.commitOf('refs/heads/topic')).toBe(sha);
  expect(await mirror.commitOf('refs/heads/main')).toBe(await tip('main'));
});

it('forgets what is gone, by pattern and by name, and still brings the others', async () => {
  await commitFile(client, world.where, 'left/one', 'l.txt', 'l');
  await mirror.fetch(['refs/heads/left/*', 'refs/heads/topic']);
  for (const ref of ['heads/left/one', 'heads/topic']) await client.rest.git.deleteRef({ ...world.where, ref });
  const moved = await commitFile(client, world.where, 'main', 'm.txt', 'm');
  await mirror.fetch(['refs/heads/topic', 'refs/heads/left/*', 'refs/heads/main']);
  const refs = ['refs/heads/topic', 'refs/heads/left/one', 'refs/heads/main'];
  expect(await Promise.all(refs.map((ref) => mirror.commitOf(ref)))).toEqual([undefined, undefined, moved]);
});

it('takes what matches nothing for nothing, in an empty repository too', async () => {
  await mirror.fetch(['refs/heads/never/*', 'refs/heads/never', 'refs/tags/*']);
  expect(await mirror.commitOf('refs/heads/never')).toBeUndefined();
  const empty = await world.sandbox.addRepository({ owner: world.owner, name: 'empty', empty: true });
  const of = await openMirror(
    join(world.folder, 'empty.git'),
    `${world.sandbox.url}/${empty.fullName}.git`,
    async () => token,
  );
  await of.fetch(['refs/heads/main', 'refs/heads/aval-ledger*']);
  expect(await of.commitOf('refs/heads/main')).toBeUndefined();
});

it('fetches one after another, whoever asks', async () => {
  await Promise.all(Array.from({ length: 6 }, () => mirror.fetch(['refs/heads/*'])));
  expect(await mirror.commitOf('refs/heads/main')).toBe(await tip('main'));
});

it('fails with what git says where the repository is not there, and goes on afterwards', async () => {
  const none = await openMirror(
    join(world.folder, 'none.git'),
    `${world.sandbox.url}/olivia/none.git`,
    async () => token,
  );
  await expect(none.fetch(['refs/heads/main'])).rejects.toMatchObject({
    class: 'platform',
    faults: [{ rule: 'git.failed' }],
  });
  await client.rest.repos.get(world.where);
  await mirror.fetch(['refs/heads/main']);
});

it('a lock that a killed process left does not stop it for ever, one that may be held does', async () => {
  const watched = await fresh();
  await watched.fetch(['refs/heads/main']);
  const lock = join(watched.repository.root, 'refs/heads/main.lock');
  await commitFile(client, world.where, 'main', 'lock.txt', 'l');
  await writeFile(lock, '');
  await expect(watched.fetch(['refs/heads/main'])).rejects.toMatchObject({ class: 'platform' });
  await utimes(lock, new Date(0), new Date(0));
  await watched.fetch(['refs/heads/main']);
  expect(await watched.commitOf('refs/heads/main')).toBe(await tip('main'));
});

it('pushes a branch forward; behind what others wrote it says moved and writes nothing', async () => {
  const one = await commitOn(undefined, 'one');
  expect(await mirror.push(one, 'aval-ledger')).toBe('done');
  const other = await fresh();
  await other.fetch(['refs/heads/aval-ledger*']);
  const theirs = await commitOn(one, 'theirs', other);
  expect(await other.push(theirs, 'aval-ledger')).toBe('done');
  expect(await mirror.push(await commitOn(one, 'late'), 'aval-ledger')).toBe('moved');
  expect(await mirror.push(await commitOn(undefined, 'from nothing'), 'aval-ledger')).toBe('moved');
  expect(await tip('aval-ledger')).toBe(theirs);
  expect(await other.push(theirs, 'aval-ledger')).toBe('done');
});

it('replaces a branch that is where it was seen last; elsewhere it says moved and writes nothing', async () => {
  const one = await commitOn(undefined, 'first draft');
  await mirror.push(one, 'draft');
  const two = await commitOn(undefined, 'second draft');
  expect(await mirror.replace(two, 'draft', one)).toBe('done');
  expect(await mirror.replace(await commitOn(undefined, 'third draft'), 'draft', one)).toBe('moved');
  expect(await tip('draft')).toBe(two);
});

it('lets exactly one of many pushes at once through', async () => {
  const mirrors = await Promise.all(Array.from({ length: 4 }, fresh));
  for (let round = 0; round < 3; round++) {
    for (const one of mirrors) await one.fetch(['refs/heads/race*']);
    const parent = await mirrors[0]?.commitOf('refs/heads/race');
    const outcomes = mirrors.map(async (one, i) => one.push(await commitOn(parent, `${round} ${i}`, one), 'race'));
    expect((await Promise.all(outcomes)).sort()).toEqual(['done', 'moved', 'moved', 'moved']);
  }
});

it('says who refused, where a ruleset keeps the branch', async () => {
  await client.request('POST /repos/{owner}/{repo}/rulesets', {
    ...world.where,
    name: 'kept',
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: ['refs/heads/kept'], exclude: [] } },
    rules: [{ type: 'creation' }],
  });
  const asked = mirror.push(await commitOn(undefined, 'kept'), 'kept');
  await expect(asked).rejects.toMatchObject({
    class: 'conflict',
    faults: [
      {
        rule: 'git.pushRefused',
        message: expect.stringMatching(/^GitHub refused a push to kept: \S/),
        hint: expect.stringContaining('aval doctor'),
      },
    ],
  });
});

it('never has the token in an argument or a file', async () => {
  const bin = await mkdtemp(join(world.folder, 'bin-'));
  const seen = join(bin, 'seen');
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  await writeFile(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${seen}'\nexec '${git}' "$@"\n`);
  await chmod(join(bin, 'git'), 0o755);
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${bin}:${path}`;
  try {
    const watched = await fresh();
    await watched.fetch(['refs/heads/*']);
    const main = await watched.commitOf('refs/heads/main');
    await watched.push(parseSha(main ?? ''), 'copy');
    const words = await readFile(seen, 'utf8');
    expect(words).toMatch(/fetch[^\n]*refs\/heads[\s\S]*push/);
    const secrets = [token, Buffer.from(`x-access-token:${token}`).toString('base64')];
    const files = (await readdir(watched.repository.root, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')));
    for (const secret of secrets) for (const text of [words, ...texts]) expect(text.includes(secret)).toBe(false);
  } finally {
    process.env['PATH'] = path;
  }
});
