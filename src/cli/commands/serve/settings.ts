import { homedir } from 'node:os';
import { join } from 'node:path';
import { duration, durationMicros } from '../../../core/definitions/schema/values.ts';
import { AvalError } from '../../../core/errors.ts';
import { type S3Access, s3AccessOf } from '../../../engines/predictions/s3-access.ts';
import { parseRepositoryName } from '../../../github/doctor/repository-name.ts';
import type { RepositoryName } from '../../../github/release-source.ts';
import { type Invocation, textOption } from '../../command.ts';
import { reportOf } from './report.ts';
import { tokenOf } from './token.ts';

/** What the command hands to the server (src/serving/settings.ts). */
export interface ServeSettings {
  readonly environment: string;
  readonly host: string;
  readonly port: number;
  readonly interval: number;
  readonly cacheFolder: string;
  readonly predictions?: string;
  readonly s3: () => S3Access;
  readonly online: { readonly refresh: number; readonly history: number };
  readonly github?: {
    readonly where: RepositoryName;
    readonly branch: string;
    readonly apiUrl: string;
    readonly token: () => Promise<string>;
    readonly report?: { readonly url: string; readonly key: string };
  };
}

const publicApi = 'https://api.github.com';

/** Reads arguments, options and, for GitHub, the environment. Throws `usage`. */
export function settingsOf(
  invocation: Invocation,
  environment: Readonly<Record<string, string | undefined>>,
): ServeSettings {
  const [name = ''] = invocation.arguments;
  const predictions = textOption(invocation, 'predictions');
  return {
    environment: name,
    host: textOption(invocation, 'host') ?? '127.0.0.1',
    port: portOf(textOption(invocation, 'port') ?? '8080'),
    interval: millisecondsOf('poll', textOption(invocation, 'poll') ?? '10s'),
    online: {
      refresh: millisecondsOf('refresh', textOption(invocation, 'refresh') ?? '1m'),
      history: millisecondsOf('online-history', textOption(invocation, 'online-history') ?? '1d'),
    },
    cacheFolder: join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'aval'),
    ...(predictions !== undefined && { predictions }),
    s3: () => s3AccessOf(environment),
    ...gitHubOf(invocation, environment),
  };
}

function portOf(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw usage('serve.port', `--port: found "${text}", expected 0 to 65535`);
}

function millisecondsOf(option: string, text: string): number {
  const parsed = duration.safeParse(text);
  const milliseconds = parsed.success ? durationMicros(text) / 1000 : 0;
  if (milliseconds >= 1000) return milliseconds;
  throw usage(`serve.${option}`, `--${option}: found "${text}", expected a duration of a second or more, like "10s"`);
}

function gitHubOf(
  invocation: Invocation,
  environment: Readonly<Record<string, string | undefined>>,
): Pick<ServeSettings, 'github'> {
  const repository = textOption(invocation, 'repository');
  const report = reportOf(textOption(invocation, 'report'), environment['AVAL_SERVING_KEY']);
  if (repository === undefined) {
    if (report === undefined) return {};
    throw usage('serve.report', 'only what follows a repository on GitHub reports to an App', 'Add --repository.');
  }
  const where = parseRepositoryName(repository);
  if (where === undefined) throw usage('serve.repository', `"${repository}" is not a repository: owner/name`);
  const token = tokenOf(environment);
  const apiUrl = (environment['GITHUB_API_URL'] || publicApi).replace(/\/+$/, '');
  const branch = textOption(invocation, 'branch') ?? 'main';
  return { github: { where, branch, apiUrl, token, ...(report && { report }) } };
}

const usage = (rule: string, message: string, hint?: string): AvalError =>
  new AvalError('usage', { rule, message, ...(hint !== undefined && { hint }) });
