import { mkdir, realpath, rm, stat } from 'node:fs/promises';
import { AvalError } from '../../core/errors.ts';
import { isAncestor } from './branches.ts';
import { initialiseBare } from './initialise.ts';
import { parseSha, type Sha } from './ref.ts';
import { remoteEnvironment } from './remote-environment.ts';
import type { Repository } from './repository.ts';
import { repositoryAt } from './repository-at.ts';
import { gitFailure, runGit } from './run-git.ts';

/** A bare copy of a remote repository: what it holds is read here, without a call to the API. It may be deleted at any time. */
export interface Mirror {
  readonly repository: Repository;
  /** Brings refs up to date, those that are gone too. Patterns such as `refs/tags/*`; what matches nothing is no error. */
  fetch(patterns: readonly string[]): Promise<void>;
  /** The commit of a full ref name as it was last fetched. */
  commitOf(ref: string): Promise<Sha | undefined>;
  /** Whether a ref still leads to the commit of it that was last approved. True where none was. */
  follows(ref: string): Promise<boolean>;
  /** From now on, what a ref leads to now is what it must lead to. */
  approve(ref: string): Promise<void>;
  /** Moves a branch of the remote forward to a commit. `moved`: it holds another commit that this one does not follow; nothing was written. */
  push(commit: Sha, branch: string): Promise<'done' | 'moved'>;
  /** Puts a branch of the remote on a commit that need not follow from `standing`, where it is now. `moved`: it is elsewhere; nothing was written. */
  replace(commit: Sha, branch: string, standing: Sha): Promise<'done' | 'moved'>;
}

/** Opens, or begins, the copy in `folder` of the repository at `address`. `token` is asked for before each use. */
export async function openMirror(folder: string, address: string, token: () => Promise<string>): Promise<Mirror> {
  await mkdir(folder, { recursive: true });
  await initialiseBare(folder);
  const remote = async (args: readonly string[], accept: readonly number[] = []) => {
    const environment = remoteEnvironment(address, await token());
    return runGit(folder, args, { environment, accept });
  };
  const fetchAll = async (patterns: readonly string[]): Promise<void> => {
    if (patterns.length === 0) return;
    const args = ['fetch', '--quiet', '--prune', '--no-tags', '--no-write-fetch-head', '--end-of-options', address];
    const refspecs = patterns.map((pattern) => `+${pattern}:${pattern}`);
    const { code, complaint } = await remote([...args, ...refspecs], [1, 128]);
    if (code === 0) return;
    // A whole name that the remote has not stops git before it fetches the others.
    if (await removeOldLock(folder, complaint)) return fetchAll(patterns);
    const gone = /couldn't find remote ref (\S+)/.exec(complaint)?.[1];
    if (gone === undefined || !patterns.includes(gone)) throw gitFailure(['fetch'], code, complaint);
    await runGit(folder, ['update-ref', '-d', '--end-of-options', gone]);
    await fetchAll(patterns.filter((pattern) => pattern !== gone));
  };
  const commitOf = async (ref: string): Promise<Sha | undefined> => {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
    const { code, output } = await runGit(folder, args, { accept: [1, 128] });
    return code === 0 ? parseSha(output.toString('latin1').trim()) : undefined;
  };
  const pushTo = async (commit: Sha, branch: string, options: readonly string[] = []): Promise<'done' | 'moved'> => {
    const refspec = `${commit}:refs/heads/${branch}`;
    const args = ['push', '--porcelain', '--no-verify', ...options, '--end-of-options', address, refspec];
    const { code, output, complaint } = await remote(args, [1]);
    if (code === 0) return 'done';
    const text = output.toString('utf8');
    if (/^!.*\[rejected\]/m.test(text) || lostRace.test(text)) return 'moved';
    if (/^!.*\[remote rejected\]/m.test(text)) throw refusedPush(branch, text, complaint);
    throw gitFailure(['push'], code, complaint);
  };
  // Two processes that fetch into one repository fight for the locks of its refs.
  let fetching: Promise<unknown> = Promise.resolve();
  return {
    repository: repositoryAt(folder),
    fetch(patterns) {
      const next = fetching.then(() => fetchAll(patterns));
      fetching = next.catch(() => undefined); // whoever asked has the error
      return next;
    },
    commitOf,
    async follows(ref) {
      const [approved, now] = [await commitOf(approvedRef(ref)), await commitOf(ref)];
      return approved === undefined || (now !== undefined && (await isAncestor(folder, approved, now)));
    },
    async approve(ref) {
      const now = await commitOf(ref);
      if (now !== undefined) await runGit(folder, ['update-ref', '--end-of-options', approvedRef(ref), now]);
    },
    push: (commit, branch) => pushTo(commit, branch),
    replace: (commit, branch, standing) =>
      pushTo(commit, branch, [`--force-with-lease=refs/heads/${branch}:${standing}`]),
  };
}

const approvedRef = (ref: string): string => `refs/aval/approved/${ref}`;

/** How old a lock must be to be no process's any more: an App that was killed leaves them, and nothing of ours runs this long over one ref. */
const oldLock = 120_000;

/** Removes the lock that git stumbled over, if whoever made it is gone. */
async function removeOldLock(folder: string, complaint: string): Promise<boolean> {
  const lock = /Unable to create '([^']+\.lock)': File exists/.exec(complaint)?.[1];
  if (lock === undefined || !lock.startsWith(await realpath(folder))) return false;
  const age =
    Date.now() -
    (await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    )); // gone by now: not old
  if (age < oldLock) return false;
  await rm(lock, { force: true });
  return true;
}

/** What the other side says when someone moved the branch between git's look at it and its push. */
const lostRace =
  /^!.*\[remote rejected\] \((?:failed to update ref|cannot lock ref|incorrect old value|reference already exists)/m;

function refusedPush(branch: string, text: string, complaint: string): AvalError {
  const reason = /\[remote rejected\] \((.*)\)$/m.exec(text)?.[1] ?? complaint;
  return new AvalError('conflict', {
    rule: 'git.pushRefused',
    message: `GitHub refused a push to ${branch}: ${reason}`,
    hint: 'Look at the rulesets of the repository: aval doctor.',
  });
}
