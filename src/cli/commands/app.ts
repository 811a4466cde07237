import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AvalError } from '../../core/errors.ts';
import { packageRoot } from '../../engines/package-root.ts';
import { parseRepositoryName } from '../../github/doctor/repository-name.ts';
import { type CommandResult, type Run, textOption } from '../command.ts';

/** What the command needs of the App. */
interface AppModule {
  serve(environment: Readonly<Record<string, string | undefined>>): Promise<void>;
  manifest(url: string): Readonly<Record<string, unknown>>;
  servingKeyOf(environment: Readonly<Record<string, string | undefined>>, repository: string): string;
}

/** `aval app`: runs the GitHub App until it is told to stop; `--manifest` prints what GitHub registers it from, `--serving-key` a key. */
export const run: Run = async (invocation) => {
  const url = textOption(invocation, 'url') ?? 'https://aval.example.com';
  const app = await loadApp();
  const repository = textOption(invocation, 'servingKey');
  if (repository !== undefined) return printServingKey(app, repository);
  if (invocation.options['manifest'] !== true) {
    await app.serve(process.env);
    return { outcome: 'ok', data: {}, text: () => '' };
  }
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new AvalError('usage', { rule: 'app.url', message: `"${url}" is not the address of a web server` });
  }
  const manifest = app.manifest(url);
  return { outcome: 'ok', data: { manifest }, text: () => JSON.stringify(manifest, undefined, 2) };
};

function printServingKey(app: AppModule, repository: string): CommandResult {
  if (parseRepositoryName(repository) === undefined) {
    const message = `"${repository}" is not a repository: owner/name`;
    throw new AvalError('usage', { rule: 'app.repository', message });
  }
  const servingKey = app.servingKeyOf(process.env, repository);
  return { outcome: 'ok', data: { servingKey }, text: () => servingKey };
}

/** By its path, as the launcher loads the command line: shells are built apart, and neither is code of the other. */
function loadApp(): Promise<AppModule> {
  const source = join(packageRoot(), 'app/index.ts');
  const file = existsSync(source) ? source : join(packageRoot(), 'dist/app/index.js');
  return import(pathToFileURL(file).href);
}
