import { execFile } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getOctokit } from '@actions/github';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { App, Permissions } from '../../sandbox/state/people.ts';

const run = promisify(execFile);

export type Octokit = ReturnType<typeof getOctokit>;

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const everything: Permissions = Object.fromEntries(
  [
    'contents',
    'pull_requests',
    'issues',
    'checks',
    'statuses',
    'deployments',
    'actions',
    'administration',
    'environments',
  ].map((name) => [name, 'write'] as const),
);

/** A sandbox with an owner, who may be an organisation, a writer, a reader and an outsider, and one repository. */
export async function makeWorld(ownerType: 'User' | 'Organization' = 'User') {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const sandbox = await startSandbox({ folder });
  const owner = sandbox.user('olivia', ownerType);
  const [writer, reader, outsider] = ['walter', 'rita', 'oscar'].map((login) => sandbox.user(login));
  if (!writer || !reader || !outsider) throw new Error('people are missing');
  const files = { 'README.md': '# credit\n', 'a.txt': 'one\ntwo\nthree\n' };
  const repository = await sandbox.addRepository({ owner, name: 'credit', files });
  sandbox.collaborate(repository, writer, 'write');
  sandbox.collaborate(repository, reader, 'read');
  const as = (user: typeof owner): Octokit => getOctokit(sandbox.tokenFor(user), { baseUrl: sandbox.apiUrl });
  const end = async (): Promise<void> => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    sandbox,
    folder,
    owner,
    writer,
    reader,
    outsider,
    repository,
    as,
    end,
    where: { owner: 'olivia', repo: 'credit' },
  };
}

export type TestWorld = Awaited<ReturnType<typeof makeWorld>>;

export function jwtFor(app: App, seconds = 300): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: app.id, iat: now - 10, exp: now + seconds })}`;
  return `${body}.${createSign('sha256').update(body).sign(privateKey, 'base64url')}`;
}

/** A client with an installation token, asked for as an App asks. */
export async function asApp(
  sandbox: Sandbox,
  app: App,
  where: { owner: string; repo: string },
  permissions?: Permissions,
) {
  const own = getOctokit(jwtFor(app), { baseUrl: sandbox.apiUrl });
  const { data: installation } = await own.rest.apps.getRepoInstallation(where);
  const narrowed = permissions === undefined ? {} : { permissions };
  const asked = { installation_id: installation.id, ...narrowed };
  const { data } = await own.rest.apps.createInstallationAccessToken(asked);
  return { octokit: getOctokit(data.token, { baseUrl: sandbox.apiUrl }), token: data.token };
}

const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'walter',
  GIT_AUTHOR_EMAIL: 'walter@example.com',
  GIT_COMMITTER_NAME: 'walter',
  GIT_COMMITTER_EMAIL: 'walter@example.com',
};

export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, ...args], { env });
  return stdout.trim();
}

/** A clone over HTTP with this token. */
export async function cloneWith(world: TestWorld, token: string, name = 'olivia/credit'): Promise<string> {
  const folder = await mkdtemp(join(world.folder, 'clone-'));
  const url = `${world.sandbox.url.replace('//', `//x-access-token:${token}@`)}/${name}.git`;
  await run('git', ['clone', '--quiet', url, folder], { env });
  return folder;
}

/** Commits one file on a branch through the API; the branch starts at main. */
export async function commitFile(
  octokit: Octokit,
  where: { owner: string; repo: string },
  branch: string,
  path: string,
  content: string,
) {
  const main = await octokit.rest.git.getRef({ ...where, ref: 'heads/main' });
  const ref = `refs/heads/${branch}`;
  const known = await octokit.rest.git.listMatchingRefs({ ...where, ref: `heads/${branch}` });
  if (!known.data.some((one) => one.ref === ref))
    await octokit.rest.git.createRef({ ...where, ref, sha: main.data.object.sha });
  const before = await octokit.rest.repos.getContent({ ...where, path, ref: branch }).catch(() => undefined);
  const sha = before !== undefined && 'sha' in before.data ? { sha: before.data.sha } : {};
  const made = await octokit.rest.repos.createOrUpdateFileContents({
    ...where,
    path,
    branch,
    message: `change ${path}`,
    content: Buffer.from(content).toString('base64'),
    ...sha,
  });
  return made.data.commit.sha ?? '';
}

/** The status of an answer that is a refusal; `passed` for any other. */
export const statusOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'passed',
    (error: unknown) => (typeof error === 'object' && error !== null && 'status' in error ? error.status : error),
  );

/** An App with these permissions, installed on the owner's account. */
export function addApp(
  world: Pick<TestWorld, 'sandbox' | 'owner'>,
  slug: string,
  permissions: Permissions = everything,
  hook: { url?: string; events?: string[] } = {},
): App {
  const address =
    hook.url === undefined ? {} : { hookUrl: hook.url, hookSecret: 'a secret of at least thirty-two bytes' };
  const about = { slug, owner: world.owner, permissions, events: hook.events ?? [], key: privateKey, ...address };
  const app = world.sandbox.addApp(about);
  world.sandbox.install(app, world.owner);
  return app;
}

/** What a test breaks on purpose: takes the violations at this place away, and fails when there are none. */
export function expectViolation(world: TestWorld, at: string): void {
  const { violations } = world.sandbox;
  const found = violations.filter((violation) => violation.at === at);
  if (found.length === 0) throw new Error(`nothing broke the contract at ${at}`);
  for (const violation of found) violations.splice(violations.indexOf(violation), 1);
}
