// Everything on loopback: a GitHub (sandbox/), its runner, the App in a process of its own, a repository as `aval init` makes it, and people.
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { manifest } from '../../../app/manifest.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { runActions } from '../../../sandbox/run-actions.ts';
import type { User } from '../../../sandbox/state/people.ts';
import { rulesets } from '../../../src/core/onboarding/rulesets.ts';
import { appProcess } from './app-process.ts';
import { Clone } from './clone.ts';

const root = join(import.meta.dirname, '../../..');
const uses = /^aval-ml\/aval\/(actions\/[a-z]+)@0{39}1$/;
const run = promisify(execFile);

export interface StoryOptions {
  /** Empty, and the caller's to delete. */
  readonly folder: string;
  /** What is different in the repository before anyone sees it: edits of the clone. */
  readonly prepare?: (clone: Clone) => Promise<void>;
  /** What of the clone is pushed before any ruleset stands: `main`, if it isn't said. */
  readonly push?: readonly string[];
  /** Secrets of the repository's Actions. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What its environments add, by their names. */
  readonly environments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Further settings of the App. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the pages are served; any free port if it isn't said. */
  readonly port?: number;
}

/** Starts it all, with rulesets applied as an administrator's import would, and the template's main branch pushed. */
export async function startStory({
  folder,
  prepare,
  push = ['main'],
  secrets = {},
  environments = {},
  settings = {},
  port,
}: StoryOptions) {
  await mkdir(folder, { recursive: true });
  const sandbox = await startSandbox({ folder: join(folder, 'github'), ...(port !== undefined && { port }) });
  const faults: string[] = [];
  const runner = runActions(sandbox, {
    folder: join(folder, 'runner'),
    resolveAction: (reference) => {
      const action = uses.exec(reference)?.[1];
      if (action === undefined) throw new Error(`nobody serves ${reference}`);
      return join(root, action);
    },
    secrets: (_, environment) => ({ secrets: environment === undefined ? secrets : (environments[environment] ?? {}) }),
    report: (message) => faults.push(message),
  });
  const [owner, writer, reviewer, stranger] = ['olivia', 'walter', 'rita', 'sam'].map((login) => sandbox.user(login));
  if (!owner || !writer || !reviewer || !stranger) throw new RangeError('four people');
  const repository = await sandbox.addRepository({ owner, name: 'models', empty: true });
  for (const user of [writer, reviewer]) sandbox.collaborate(repository, user, 'write');

  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const secret = 'a secret between the sandbox and the App';
  const appPort = await freePort();
  const { hook_attributes, default_permissions, default_events } = manifest(`http://127.0.0.1:${appPort}`);
  const registered = sandbox.addApp({
    slug: 'aval',
    owner,
    permissions: default_permissions,
    events: default_events,
    hookUrl: hook_attributes.url,
    hookSecret: secret,
    key: privateKey,
  });
  sandbox.install(registered, owner);
  const app = appProcess(
    {
      APP_ID: String(registered.id),
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      PORT: String(appPort),
      GHE_HOST: new URL(sandbox.url).host,
      GHE_PROTOCOL: 'http',
      AVAL_DATA: join(folder, 'app'),
      AVAL_SWEEP: '60',
      LOG_LEVEL: 'info',
      ...settings,
    },
    join(folder, 'app.log'),
  );

  const clone = new Clone(join(folder, 'clone'), (user, name) => {
    const address = sandbox.url.replace('//', `//x-access-token:${sandbox.tokenFor(user)}@`);
    return `${address}/${name}.git`;
  });
  await run(process.execPath, [
    join(root, 'bin/aval.mjs'),
    'init',
    clone.folder,
    '--app',
    'aval',
    '--app-id',
    String(registered.id),
  ]);
  await clone.begin();
  await prepare?.(clone);
  await clone.commit('Start with aval');
  await clone.push(owner, repository.fullName, ...push);
  const as = (user: User): Octokit =>
    new Octokit({ auth: sandbox.tokenFor(user), baseUrl: sandbox.apiUrl, log: silent });
  const where = { owner: owner.login, repo: 'models' };
  for (const { ruleset } of rulesets({ appId: registered.id })) {
    await as(owner).request({ method: 'POST', url: '/repos/{owner}/{repo}/rulesets', ...where, ...ruleset });
  }
  await as(owner).request('PUT /repos/{owner}/{repo}/immutable-releases', where);
  return {
    sandbox,
    runner,
    app,
    appUrl: `http://127.0.0.1:${appPort}`,
    appId: registered.id,
    repository,
    where,
    clone,
    as,
    people: { owner, writer, reviewer, stranger },
    /** Faults of the runner itself: none, or the story is worth nothing. */
    faults,
    async close() {
      await app.stop();
      await runner.close();
      await sandbox.close();
    },
  };
}

export type Story = Awaited<ReturnType<typeof startStory>>;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
