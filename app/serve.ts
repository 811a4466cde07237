import { type Environment, readSettings } from './settings.ts';
import { type StartOptions, startApp } from './start-app.ts';

/** Of the process, what serving needs; a test hands in its own. */
export type Host = Pick<NodeJS.Process, 'on' | 'off' | 'exit'>;

const signals = ['SIGTERM', 'SIGINT'] as const;
/** Something that ignores its signal must not keep the process. */
const lastWait = 2_000;

/** Runs the App until the process is told to end, and ends it in order; a second signal ends it at once. */
export async function serve(
  environment: Environment,
  reconcile: StartOptions['reconcile'],
  host: Host = process,
): Promise<void> {
  const settings = readSettings(environment);
  const asked = Promise.withResolvers<void>();
  let first = true;
  const end = (): void => {
    if (!first) host.exit(1);
    first = false;
    asked.resolve();
  };
  for (const signal of signals) host.on(signal, end);
  try {
    const app = await startApp({ settings, reconcile });
    await asked.promise;
    await app.stop();
    setTimeout(() => host.exit(0), lastWait).unref();
  } finally {
    if (first) for (const signal of signals) host.off(signal, end);
  }
}
