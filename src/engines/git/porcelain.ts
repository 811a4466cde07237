import { type SimpleGit, simpleGit } from 'simple-git';
import { AvalError } from '../../core/errors.ts';
import { gitEnvironment } from './git-environment.ts';
import { isRefName } from './ref.ts';

/** Makes a branch at what is checked out and switches to it. */
export async function createBranchAt(root: string, name: string): Promise<void> {
  if (!isRefName(name)) {
    const message = `${JSON.stringify(name.slice(0, 100))} cannot be the name of a branch`;
    throw new AvalError('usage', { rule: 'git.branch', message });
  }
  await run(root, (git) => git.checkoutLocalBranch(name));
}

/** Commits exactly these paths. Throws `conflict` when they hold nothing new. */
export async function commitPaths(root: string, paths: readonly string[], message: string): Promise<void> {
  // A leading "./" can't be read as an option, whatever a path begins with.
  const files = paths.map((path) => `./${path}`);
  const result = await run(root, async (git) => {
    await git.raw(['add', '--all', '--', ...files]);
    return git.commit(message, files);
  });
  if (result.commit !== '') return;
  throw new AvalError('conflict', { rule: 'git.nothingToCommit', message: `nothing to commit in ${paths.join(', ')}` });
}

/** `git init` with the branch `main`. */
export async function initialise(folder: string): Promise<void> {
  await run(folder, (git) => git.init(['--initial-branch=main']));
}

/** What people do by hand goes through simple-git: small text in and out, its checks of arguments on top of ours. */
async function run<T>(folder: string, action: (git: SimpleGit) => PromiseLike<T>): Promise<T> {
  const environment = gitEnvironment();
  // simple-git refuses git's own variables unless each is allowed by name: ours are an allow-list already.
  const git = simpleGit(folder, { allowEnvironment: Object.keys(environment) }).env(environment);
  try {
    return await action(git);
  } catch (cause) {
    const complaint = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new AvalError('platform', { rule: 'git.failed', message: `git: ${complaint.slice(0, 2000)}` }, { cause });
  }
}
