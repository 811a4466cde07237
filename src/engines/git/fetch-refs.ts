import { findCommit } from './branches.ts';
import { parseRef, type Ref, type Sha } from './ref.ts';
import { remoteEnvironment } from './remote-environment.ts';
import { gitFailure, gitText, runGit } from './run-git.ts';

/** Another copy of the repository, and the token that may read it. */
export interface Remote {
  /** `https://github.com/owner/name` */
  readonly address: string;
  readonly token: string;
}

/** What git says of a ref, and of a commit asked for by its id, that the other side does not hold or give. */
const notThere = /couldn't find remote ref|not our ref|does not allow request for unadvertised object/;

/**
 * Brings a full ref name (`refs/heads/main`) or a commit, with all that leads to it, into the repository at `root`. Nothing is checked out and no branch
 * moves: refs lie under `refs/aval/`. The token is in no argument and no file. Undefined for what the remote has not.
 */
export async function fetchRef(root: string, { address, token }: Remote, ref: Ref): Promise<Sha | undefined> {
  // Where this machine's configuration turns the address round, the credentials must go to where it leads.
  const actual = await gitText(root, ['ls-remote', '--get-url', address]);
  const target = ref.startsWith('refs/') ? `refs/aval/${ref.slice('refs/'.length)}` : undefined;
  const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
  const spec = target === undefined ? ref : `+${ref}:${target}`;
  const args = ['fetch', ...options, '--end-of-options', address, spec];
  const environment = remoteEnvironment(actual, token);
  const { code, complaint } = await runGit(root, args, { environment, accept: [1, 128] });
  if (code === 0) return findCommit(root, parseRef(target ?? ref));
  if (notThere.test(complaint)) return undefined;
  throw gitFailure(args, code, complaint);
}
