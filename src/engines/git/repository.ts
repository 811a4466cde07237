import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Tree } from '../../core/definitions/definitions.ts';
import { AvalError } from '../../core/errors.ts';
import type { TagRecord } from '../../core/registry/tag-record.ts';
import type { Base, MainBranch } from './branches.ts';
import type { FileVersion } from './file-history.ts';
import { initialise } from './initialise.ts';
import type { PathChange } from './path-changes.ts';
import type { Sha } from './ref.ts';
import { repositoryAt } from './repository-at.ts';
import { gitText, runGit } from './run-git.ts';

/** A git repository on this machine. Refs are checked before git sees them; a wrong one throws `usage`. */
export interface Repository {
  /** Absolute path of the work tree. */
  readonly root: string;
  /** The newest commit of what is checked out; undefined before the first. */
  headCommit(): Promise<Sha | undefined>;
  resolveCommit(ref: string): Promise<Sha>;
  /** Files of a commit. */
  treeAt(ref: string): Promise<Tree>;
  /** Files as `git add -A && git commit` would record them now. */
  workTree(): Promise<Tree>;
  /** What to compare the work tree with; undefined before the first commit. */
  defaultBase(requested?: string): Promise<Base | undefined>;
  listTags(): Promise<readonly TagRecord[]>;
  createAnnotatedTag(name: string, commit: Sha, message: string): Promise<void>;
  /** What a merge of the two commits would hold; undefined while they conflict. */
  mergedTree(base: Sha, head: Sha): Promise<Tree | undefined>;
  /** When a commit was made, in seconds since 1970, as it says itself. */
  timeOf(commit: Sha): Promise<number>;
  /** Newest first; of HEAD where no ref is given. */
  fileHistory(path: string, ref?: string): Promise<readonly FileVersion[]>;
  /** Commits that changed any of these files, newest first, following first parents. */
  changesOf(paths: readonly string[], from: Sha, most: number): Promise<readonly PathChange[]>;
  /** Every path that the newest `most` commits changed, following first parents. */
  pathsOfLate(from: Sha, most: number): Promise<ReadonlySet<string>>;
  /** The branch that changes land on; undefined where none is known. */
  mainBranch(): Promise<MainBranch | undefined>;
  /** Whether older commits and tags may be missing. */
  isShallow(): Promise<boolean>;
  checkoutFilesTo(tree: Tree, paths: readonly string[], folder: string): Promise<ReadonlyMap<string, string>>;
  currentBranch(): Promise<string | undefined>;
  /** Whether nothing under `path` (absent: anywhere) waits to be committed. */
  isClean(path?: string): Promise<boolean>;
}

/** `--end-of-options` everywhere and `rev-parse --path-format` need it. */
const oldest = { major: 2, minor: 31 };

/** Opens the repository that holds `folder`. Throws `config` when there is none, `platform` when git is missing or too old. */
export async function openRepository(folder: string): Promise<Repository> {
  await requireGit(folder);
  const { code, output, complaint } = await runGit(folder, ['rev-parse', '--show-toplevel'], { accept: [128] });
  if (code === 0) return repositoryAt(output.toString('utf8').replace(/\n$/, ''));
  throw new AvalError('config', {
    rule: 'git.noRepository',
    message: /must be run in a work tree/.test(complaint)
      ? `${folder} is a bare git repository, without files to work on`
      : `${folder} is not in a git repository that can be read: ${complaint.replace(/^fatal: /, '')}`,
    hint: 'Run "git init" there, or give the folder of a clone.',
  });
}

async function requireGit(folder: string): Promise<void> {
  const text = await gitText(folder, ['--version']);
  const match = /^git version ([0-9]+)\.([0-9]+)/.exec(text);
  const [major, minor] = [Number(match?.[1]), Number(match?.[2])];
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  throw new AvalError('platform', {
    rule: 'git.tooOld',
    message: `"${text}" is too old`,
    hint: `aval needs git ${oldest.major}.${oldest.minor} or newer.`,
  });
}

/** The root of the repository that a folder lies in, or would lie in once it is made; undefined outside of any. */
export async function repositoryRoot(folder: string): Promise<string | undefined> {
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const { code, output } = await runGit(nearest, ['rev-parse', '--show-toplevel'], { accept: [128] });
  return code === 0 ? output.toString('utf8').replace(/\n$/, '') : undefined;
}

/** Makes `folder` a repository with the branch `main`, unless it lies in one already. Tells whether it made one. */
export async function ensureRepository(folder: string): Promise<boolean> {
  await requireGit(folder);
  const { code } = await runGit(folder, ['rev-parse', '--git-dir'], { accept: [128] });
  if (code !== 0) await initialise(folder);
  return code !== 0;
}
