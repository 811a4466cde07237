import { generateKeyPairSync } from 'node:crypto';
import type { Key } from '../../app/key.ts';
import { manifest } from '../../app/manifest.ts';
import type { Reconcile } from '../../app/reconcile.ts';
import { webhookPath } from '../../app/server/server.ts';
import type { Environment } from '../../app/settings.ts';
import { readSettings } from '../../app/settings.ts';
import { type RunningApp, type StartOptions, startApp } from '../../app/start-app.ts';
import type { App } from '../../sandbox/state/people.ts';
import { makeWorld, type TestWorld } from '../sandbox/world.ts';

export const secret = 'a secret of the tests, which is long enough';

export const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** What an App is told where it is run, but for who it is. */
export const environmentFor = (sandboxUrl: string, more: Environment = {}): Environment => ({
  WEBHOOK_SECRET: secret,
  PRIVATE_KEY: privateKey,
  GHE_HOST: new URL(sandboxUrl).host,
  GHE_PROTOCOL: 'http',
  PORT: '0',
  LOG_LEVEL: 'trace',
  ...more,
});

/** A sandbox with aval's App on it, installed for olivia. */
export async function makeAppWorld(): Promise<TestWorld & { readonly app: App }> {
  const world = await makeWorld();
  const { default_permissions: permissions, default_events: events } = manifest('http://aval.example');
  const app = world.sandbox.addApp({ slug: 'aval', owner: world.owner, permissions, events, key: privateKey });
  world.sandbox.install(app, world.owner);
  return { ...world, app };
}

export type AppWorld = Awaited<ReturnType<typeof makeAppWorld>>;

/** Lets the sandbox deliver to a running App. */
export function listenTo({ app }: AppWorld, { port }: { readonly port: number }): void {
  Object.assign(app, { hookUrl: `http://127.0.0.1:${port}${webhookPath}`, hookSecret: secret });
}

export interface Recorded {
  readonly running: RunningApp;
  readonly keys: Key[];
  readonly lines: string[];
}

/** The App in this process, with a queue in a hurry and a reconciliation that notes its key. */
export async function startRecorded(
  world: AppWorld,
  reconcile: Reconcile = async () => ({}),
  more: Partial<StartOptions> = {},
): Promise<Recorded> {
  const keys: Key[] = [];
  const lines: string[] = [];
  const settings = readSettings(environmentFor(world.sandbox.url, { APP_ID: String(world.app.id) }));
  const running = await startApp({
    settings,
    reconcile: () => (key, context) => {
      keys.push(key);
      return reconcile(key, context);
    },
    write: (line) => lines.push(line),
    tuning: { quiet: 150, longestQuiet: 2000 },
    ...more,
  });
  listenTo(world, running.address);
  return { running, keys, lines };
}
