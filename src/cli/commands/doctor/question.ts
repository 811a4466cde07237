import { AvalError } from '../../../core/errors.ts';
import { runGit } from '../../../engines/git/run-git.ts';
import { parseRemote, parseRepositoryName } from '../../../github/doctor/repository-name.ts';
import type { RepositoryName } from '../../../github/release-source.ts';
import { type CommandContext, type Invocation, textOption } from '../../command.ts';

/** Which repository, on which GitHub, with whose rights. */
export interface Question {
  readonly name: RepositoryName;
  readonly apiUrl: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const publicApi = 'https://api.github.com';

/** Reads the options and, for what they leave out, the environment and the remote `origin`. */
export async function questionOf(
  invocation: Invocation,
  { folder }: CommandContext,
  environment: Environment,
): Promise<Question> {
  const apiUrl = environment['GITHUB_API_URL'] || undefined;
  const asked = textOption(invocation, 'repository');
  const name = asked === undefined ? await originOf(folder, apiUrl) : parseRepositoryName(asked);
  if (name === undefined) throw usage('doctor.name', `"${asked}" is not a repository: owner/name`);
  const token = environment['GITHUB_TOKEN'] || environment['GH_TOKEN'];
  if (!token)
    throw usage(
      'doctor.noToken',
      'there is no token in GITHUB_TOKEN or GH_TOKEN',
      'GITHUB_TOKEN=$(gh auth token) aval doctor',
    );
  return { name, apiUrl: (apiUrl ?? publicApi).replace(/\/+$/, ''), token };
}

/** The repository behind `origin`. A token is never sent to a host that only a remote names. */
async function originOf(folder: string, apiUrl: string | undefined): Promise<RepositoryName> {
  const hint = 'Name it: aval doctor --repository <owner/name>';
  const { code, output } = await runGit(folder, ['remote', 'get-url', 'origin'], { accept: [2, 128] });
  if (code !== 0) throw usage('doctor.origin', 'there is no remote "origin" that says which repository', hint);
  const remote = parseRemote(output.toString('utf8').trim());
  if (remote === undefined) throw usage('doctor.origin', 'the remote "origin" is not a repository on GitHub', hint);
  if (remote.host !== 'github.com' && apiUrl === undefined)
    throw usage(
      'doctor.host',
      `origin is on ${remote.host}, not on github.com`,
      `Say where its API is: GITHUB_API_URL=https://${remote.host}/api/v3`,
    );
  return remote.name;
}

const usage = (rule: string, message: string, hint?: string): AvalError =>
  new AvalError('usage', { rule, message, ...(hint !== undefined && { hint }) });
