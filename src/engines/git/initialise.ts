import { simpleGit } from 'simple-git';
import { AvalError } from '../../core/errors.ts';
import { gitEnvironment } from './git-environment.ts';

/** `git init` with the branch `main`: nothing to stream or parse, so simple-git does it, its checks of arguments on top. */
export async function initialise(folder: string): Promise<void> {
  await initialiseWith(folder, ['--initial-branch=main']);
}

/** The same without a work tree. */
export async function initialiseBare(folder: string): Promise<void> {
  await initialiseWith(folder, ['--bare', '--initial-branch=main']);
}

async function initialiseWith(folder: string, options: string[]): Promise<void> {
  const environment = gitEnvironment();
  // simple-git refuses git's own variables unless each is allowed by name: ours are an allow-list already.
  const git = simpleGit(folder, { allowEnvironment: Object.keys(environment) }).env(environment);
  try {
    await git.init(options);
  } catch (cause) {
    const complaint = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new AvalError('platform', { rule: 'git.failed', message: `git: ${complaint.slice(0, 2000)}` }, { cause });
  }
}
