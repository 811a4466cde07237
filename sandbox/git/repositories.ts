import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Signature, writeCommit } from './commits.ts';
import { writeBlob, writeTree } from './objects.ts';
import { gitEnvironment, runGit } from './run-git.ts';
import { updateHook } from './update-hook.ts';

const run = promisify(execFile);

/** An empty bare repository that `git http-backend` may serve. */
export async function initRepository(gitDir: string, defaultBranch: string): Promise<void> {
  await mkdir(dirname(gitDir), { recursive: true });
  const args = ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, '--template=', gitDir];
  await run('git', args, { env: { ...gitEnvironment } });
  await configure(gitDir);
}

/** A copy of branches and tags; the objects stay where they are. */
export async function forkRepository(parent: string, gitDir: string): Promise<void> {
  await mkdir(dirname(gitDir), { recursive: true });
  await run('git', ['clone', '--quiet', '--bare', '--shared', '--template=', parent, gitDir], {
    env: { ...gitEnvironment },
  });
  await runGit(gitDir, ['remote', 'remove', 'origin']);
  await configure(gitDir);
}

export async function firstCommit(
  gitDir: string,
  branch: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  author: Signature,
): Promise<string> {
  const changes = [];
  for (const [path, bytes] of Object.entries(files))
    changes.push({ path, mode: '100644', sha: await writeBlob(gitDir, bytes) });
  const tree = await writeTree(gitDir, undefined, changes);
  const sha = await writeCommit(gitDir, { tree, parents: [], author, committer: author, message: 'Initial commit' });
  await runGit(gitDir, ['update-ref', `refs/heads/${branch}`, sha]);
  return sha;
}

const settings = {
  'http.receivepack': 'true',
  'http.uploadpack': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  'receive.denyDeleteCurrent': 'refuse',
  'receive.hideRefs': 'refs/pull',
  'receive.unpackLimit': '1',
  'core.logAllRefUpdates': 'false',
  'gc.auto': '0',
  'receive.autogc': 'false',
  'transfer.fsckObjects': 'false',
};

async function configure(gitDir: string): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => {
    const [section, key] = name.split('.');
    return `[${section}]\n\t${key} = ${value}`;
  });
  await runGit(gitDir, ['config', 'include.path', 'sandbox.config']);
  await writeFile(join(gitDir, 'sandbox.config'), `${lines.join('\n')}\n`);
  const hook = join(gitDir, 'hooks', 'update');
  await mkdir(dirname(hook), { recursive: true });
  await writeFile(hook, updateHook);
  await chmod(hook, 0o755);
}
