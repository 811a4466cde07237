import { rm } from 'node:fs/promises';
import { gitText, runGit } from './run-git.ts';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export async function typeOf(gitDir: string, id: string): Promise<ObjectType | undefined> {
  if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
  const { code, output } = await runGit(gitDir, ['cat-file', '-t', id], { accept: [128, 1] });
  const type = output.toString('latin1').trim();
  return code === 0 && (type === 'commit' || type === 'tree' || type === 'blob' || type === 'tag') ? type : undefined;
}

/** The commit that a sha, an abbreviation, a branch or a tag names. */
export async function resolveCommit(gitDir: string, name: string): Promise<string | undefined> {
  const ref = /^(heads|tags|pull)\//.test(name) ? [`refs/${name}`] : [`refs/heads/${name}`, `refs/tags/${name}`];
  for (const candidate of /^[0-9a-f]{40}$/.test(name) ? [name] : [...ref, name]) {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${candidate}^{commit}`];
    const { code, output } = await runGit(gitDir, args, { accept: [1, 128] });
    if (code === 0) return output.toString('latin1').trim();
  }
  return undefined;
}

export async function readBlob(gitDir: string, id: string): Promise<Buffer> {
  return (await runGit(gitDir, ['cat-file', 'blob', id])).output;
}

export async function writeBlob(gitDir: string, bytes: Uint8Array | string): Promise<string> {
  return gitText(gitDir, ['hash-object', '-w', '--stdin'], { input: bytes });
}

export async function writeObject(gitDir: string, type: ObjectType, content: string): Promise<string> {
  return gitText(gitDir, ['hash-object', '-w', '-t', type, '--stdin'], { input: content });
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size: number | undefined;
  readonly path: string;
}

export async function listTree(gitDir: string, tree: string, recursive: boolean, path?: string): Promise<TreeEntry[]> {
  const deep = recursive ? ['-r', '-t'] : [];
  const where = path === undefined ? [] : ['--', path];
  const { output } = await runGit(gitDir, ['ls-tree', '-l', '-z', ...deep, tree, ...where], { accept: [128] });
  const lines = output
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [head = '', name = ''] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)];
    const [mode = '', type = '', sha = '', size = '-'] = head.split(/ +/);
    const kind = type === 'tree' || type === 'commit' ? type : 'blob';
    return { mode, type: kind, sha, size: size === '-' ? undefined : Number(size), path: name };
  });
}

export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  /** Null removes the path. */
  readonly sha: string | null;
}

/** A tree that is `base` with these changes. */
export async function writeTree(
  gitDir: string,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string> {
  const index = `${gitDir}/index-${process.hrtime.bigint()}`;
  const env = { GIT_INDEX_FILE: index };
  try {
    await runGit(gitDir, base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { env });
    for (const { path, mode, sha } of changes.filter((change) => change.mode === '040000' && change.sha !== null))
      await runGit(gitDir, ['read-tree', `--prefix=${path}/`, sha ?? mode], { env });
    const lines = changes
      .filter((change) => change.mode !== '040000')
      .map(({ path, mode, sha }) => (sha === null ? `0 ${'0'.repeat(40)}\t${path}\0` : `${mode} ${sha}\t${path}\0`));
    await runGit(gitDir, ['update-index', '-z', '--index-info'], { env, input: lines.join('') });
    return await gitText(gitDir, ['write-tree'], { env });
  } finally {
    await rm(index, { force: true });
  }
}
