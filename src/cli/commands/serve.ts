import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Credentials } from '../../engines/http/credentials.ts';
import { packageRoot } from '../../engines/package-root.ts';
import type { Run } from '../command.ts';
import { type ServeSettings, settingsOf } from './serve/settings.ts';

/** What the command needs of the server. */
interface ServingModule {
  serve(
    settings: ServeSettings & {
      readonly serverVersion: string;
      readonly folder: string;
      readonly credentials: () => Credentials;
    },
    note: (line: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** `aval serve <environment>`: answers predictions by what git says the environment must run, until it is told to stop. */
export const run: Run = async (invocation, { folder, credentials, note, signal }) => {
  const settings = { ...settingsOf(invocation, process.env), folder, credentials, serverVersion: packageVersion() };
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  // Whoever reads what it says may leave, and a file that it goes to may have no room: predictions go on.
  process.stderr.on('error', () => undefined);
  const { serve } = await loadServing();
  await serve(settings, note, AbortSignal.any([signal, stop.signal]));
  return { outcome: 'ok', data: { environment: settings.environment }, text: () => '' };
};

/** By its path, as the launcher loads the command line: shells are built apart, and neither is code of the other. */
function loadServing(): Promise<ServingModule> {
  const source = join(packageRoot(), 'src/serving/serve.ts');
  const file = existsSync(source) ? source : join(packageRoot(), 'dist/serving/serve.js');
  return import(pathToFileURL(file).href);
}

function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}
