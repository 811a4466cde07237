import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Story } from '../../../scripts/demo/story/world.ts';
import { launcher } from '../../cli/aval.ts';

export interface ServerProcess {
  /** `http://127.0.0.1:…`, once it listens. */
  readonly address: string;
  /** What it said so far. */
  readonly said: string;
  /** Ends it in order; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Waits for its first words. */
export async function startServer(
  { sandbox, repository, appUrl }: Story,
  { token, key, cache }: { readonly token: string; readonly key: string; readonly cache: string },
): Promise<ServerProcess> {
  const options = ['--repository', repository.fullName, '--port', '0', '--poll', '1s', '--report', appUrl];
  await mkdir(cache, { recursive: true });
  const child: ChildProcess = spawn(process.execPath, [launcher, 'serve', 'production', ...options], {
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

export interface Load {
  readonly answered: number;
  /** What was answered other than a prediction. */
  readonly failures: readonly string[];
  /** Versions that answered, in the order of their first answer. */
  readonly versions: readonly string[];
  stop(): Promise<void>;
}

/** So many clients, each with one request after the other. */
export function load(clients: number, ask: () => Promise<string>): Load {
  const [failures, versions] = [[] as string[], new Set<string>()];
  let [answered, going] = [0, true];
  const client = async (): Promise<void> => {
    while (going) {
      try {
        versions.add(await ask());
        answered += 1;
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    get answered() {
      return answered;
    },
    failures,
    get versions() {
      return [...versions];
    },
    async stop() {
      going = false;
      await all;
    },
  };
}
