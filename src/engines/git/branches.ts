import { AvalError } from '../../core/errors.ts';
import { parseRef, parseSha, type Ref, type Sha } from './ref.ts';
import { runGit } from './run-git.ts';

/** What a change is compared with. */
export interface Base {
  /** As a person knows it: "origin/main", or the text of `--base`. */
  readonly name: string;
  readonly commit: Sha;
}

/** The commit that a ref names, or undefined when there is none (nothing committed yet, an unknown branch). */
export async function findCommit(root: string, ref: Ref): Promise<Sha | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const { code, output } = await runGit(root, args, { accept: [1, 128] });
  return code === 0 ? parseSha(output.toString('latin1').trim()) : undefined;
}

/** The commit that a ref names. Throws `usage` when there is none. */
export async function resolveCommit(root: string, ref: string): Promise<Sha> {
  const commit = await findCommit(root, parseRef(ref));
  if (commit !== undefined) return commit;
  throw new AvalError('usage', {
    rule: 'git.unknownRef',
    message: `there is no commit "${ref}" in this repository`,
    hint: 'A shallow clone holds only the newest commits: run "git fetch --unshallow" or fetch that branch.',
  });
}

/** The branch that is checked out; undefined on a detached HEAD. It may have no commit yet. */
export async function currentBranchOf(root: string): Promise<string | undefined> {
  return symbolicRef(root, 'HEAD', 'refs/heads/');
}

/** Local branches whose names begin so, a whole folder: `aval/retrain`. One git process. */
export async function branchesIn(root: string, folder: string): Promise<ReadonlySet<string>> {
  const args = ['for-each-ref', '--format=%(refname:lstrip=2)', '--end-of-options', `refs/heads/${folder}/`];
  const { output } = await runGit(root, args);
  return new Set(output.toString('utf8').split('\n').filter(Boolean));
}

/** Whether `other` follows from `one`, or is it. */
export async function isAncestor(root: string, one: Sha, other: Sha): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', '--end-of-options', one, other];
  return (await runGit(root, args, { accept: [1] })).code === 0;
}

async function mergeBaseOf(root: string, one: Sha, other: Sha): Promise<Sha | undefined> {
  const { code, output } = await runGit(root, ['merge-base', '--end-of-options', one, other], { accept: [1] });
  return code === 0 ? parseSha(output.toString('latin1').trim()) : undefined;
}

/** The branch that changes land on. */
export interface MainBranch {
  /** As a ref names it: "origin/main", "main". */
  readonly name: string;
  /** The same branch as a local one. */
  readonly local: string;
  readonly commit: Sha;
}

/** The default branch of `origin`, else `main` or `master`; undefined where none of them is there. */
export async function mainBranchOf(root: string): Promise<MainBranch | undefined> {
  const remote = await symbolicRef(root, 'refs/remotes/origin/HEAD', 'refs/remotes/');
  for (const name of [remote, 'main', 'master']) {
    if (name === undefined) continue;
    const full = name === remote ? `refs/remotes/${name}` : `refs/heads/${name}`;
    const commit = await findCommit(root, parseRef(full));
    if (commit !== undefined) return { name, local: name === remote ? name.replace('origin/', '') : name, commit };
  }
  return undefined;
}

/**
 * What the work tree is compared with: where it left `requested`, else `origin/HEAD`, `main` or `master`. On that branch
 * itself, or where none exists, the newest commit. Undefined before the first commit. Throws `usage` for an unknown ref.
 */
export async function defaultBaseOf(root: string, requested?: string): Promise<Base | undefined> {
  const head = await findCommit(root, parseRef('HEAD'));
  if (requested !== undefined) return leftAt(root, requested, await resolveCommit(root, requested), head);
  if (head === undefined) return undefined;
  const main = await mainBranchOf(root);
  if (main === undefined || main.local === (await currentBranchOf(root))) return { name: 'HEAD', commit: head };
  return leftAt(root, main.name, main.commit, head);
}

/** The merge base, so that what landed on the other branch meanwhile is not read as undone here. */
async function leftAt(root: string, name: string, commit: Sha, head: Sha | undefined): Promise<Base> {
  const shared = head === undefined ? undefined : await mergeBaseOf(root, commit, head);
  return { name, commit: shared ?? commit };
}

async function symbolicRef(root: string, ref: string, prefix: string): Promise<string | undefined> {
  const { code, output } = await runGit(root, ['symbolic-ref', '--quiet', ref], { accept: [1, 128] });
  const target = output.toString('utf8').trim();
  return code === 0 && target.startsWith(prefix) ? target.slice(prefix.length) : undefined;
}
