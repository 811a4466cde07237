import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Story } from './world.ts';

const launcher = fileURLToPath(new URL('../../../bin/aval.mjs', import.meta.url));

export interface ServerProcess {
  /** `http://127.0.0.1:…`, once it listens. */
  readonly address: string;
  /** What it said so far. */
  readonly said: string;
  /** Ends it in order; gives its exit code. */
  stop(): Promise<number | null>;
}

export interface ServerOptions {
  readonly environment: string;
  readonly token: string;
  /** The repository's serving key. */
  readonly key: string;
  /** A folder for its copy of the repository, and for predictions. */
  readonly cache: string;
  /** How often it looks at git. */
  readonly poll: string;
}

/** `aval serve` in a process of its own, which follows the repository and reports to the App. Waits until it listens. */
export async function startServer(
  { sandbox, repository, appUrl }: Story,
  { environment, token, key, cache, poll }: ServerOptions,
): Promise<ServerProcess> {
  const options = ['--repository', repository.fullName, '--port', '0', '--poll', poll, '--report', appUrl];
  await mkdir(cache, { recursive: true });
  const child: ChildProcess = spawn(process.execPath, [launcher, 'serve', environment, ...options], {
    cwd: cache, // where its predictions go, too
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_TOKEN: token,
      AVAL_SERVING_KEY: key,
      XDG_CACHE_HOME: cache,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const ended = once(child, 'exit').then(([code]): number | null => {
    reject(new Error(`the server ended: ${said}`));
    return typeof code === 'number' ? code : null;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const address = /http:\/\/[\d.:]+/.exec(said)?.[0];
    if (address !== undefined) resolve(address);
  });
  return {
    address: await promise,
    get said() {
      return said;
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** A token that reads contents, and nothing else. */
export function readingToken({ sandbox, repository }: Story): string {
  const owner = repository.owner;
  const app = sandbox.addApp({
    slug: 'reader',
    owner,
    permissions: { contents: 'read', metadata: 'read' },
    events: [],
  });
  const { permissions, bot: user } = app;
  const installation = sandbox.install(app, owner, [repository]);
  const repositories = (id: number) => id === repository.id;
  return sandbox.world.issueToken('ghs_', (token) => ({
    kind: 'integration',
    app,
    user,
    permissions,
    repositories,
    token,
    installation,
  }));
}
