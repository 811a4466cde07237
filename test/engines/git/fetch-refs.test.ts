import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { Repository } from '../../../sandbox/state/repository.ts';
import { fetchRef } from '../../../src/engines/git/fetch-refs.ts';
import { parseRef } from '../../../src/engines/git/ref.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

let folder: string;
let sandbox: Sandbox;
let secret: Repository;
let token: string;
let here: TemporaryRepository;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aval-fetch-'));
  sandbox = await startSandbox({ folder });
  const owner = sandbox.user('olivia');
  token = sandbox.tokenFor(owner);
  secret = await sandbox.addRepository({ owner, name: 'secret', private: true, files: { 'a.txt': 'a' } });
  here = temporaryRepository();
  here.commit('Mine');
});
afterAll(async () => {
  here[Symbol.dispose]();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const remote = (given = token) => ({ address: `${sandbox.url}/olivia/secret.git`, token: given });

test('a ref is fetched beside the branches, and its token is kept nowhere', async () => {
  const before = here.git('for-each-ref', 'refs/heads');
  const commit = await fetchRef(here.root, remote(), parseRef('refs/heads/main'));
  expect(here.git('rev-parse', 'refs/aval/heads/main')).toBe(commit);
  expect(here.git('show', `${commit}:a.txt`)).toBe('a');
  expect(here.git('for-each-ref', 'refs/heads')).toBe(before);
  expect(here.git('status', '--porcelain')).toBe('');
  const written = await readFile(path.join(here.root, '.git/config'), 'utf8');
  expect(written).not.toMatch(/extraheader|http/i);
});

test('a commit is fetched by its id, when no ref of ours names it', async () => {
  const id = await fetchRef(here.root, remote(), parseRef('refs/heads/main'));
  using other = temporaryRepository();
  expect(await fetchRef(other.root, remote(), parseRef(id ?? ''))).toBe(id);
  expect(other.git('for-each-ref')).toBe('');
});

test('what the remote has not is undefined', async () => {
  expect(await fetchRef(here.root, remote(), parseRef('refs/heads/gone'))).toBeUndefined();
  expect(await fetchRef(here.root, remote(), parseRef('f'.repeat(40)))).toBeUndefined();
});

test('a remote that refuses is a fault, and says nothing of the token', async () => {
  const failure = fetchRef(here.root, remote('ghp_wrong'), parseRef('refs/heads/main'));
  const error = await failure.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ class: 'platform', faults: [{ rule: 'git.failed' }] });
  expect(String(error)).not.toMatch(/ghp_wrong|Basic/);
  expect(secret.private).toBe(true);
});
