import { git } from './git.ts';

export interface FetchPlan {
  /** What is fetched into where. */
  readonly spec: string;
  /** What is then checked out. */
  readonly start: string;
  /** The local branch to make; none leaves HEAD detached. */
  readonly branch?: string;
  readonly ref: string;
}

const SHA = /^[0-9a-f]{40}$/;

/** What to fetch: the event's own commit if nothing is asked for, a commit, a full ref, or a branch or tag by its name. */
export async function planFetch(
  folder: string,
  asked: string,
  repository: string,
  credentials: Readonly<Record<string, string>>,
): Promise<FetchPlan> {
  const { GITHUB_REPOSITORY, GITHUB_REF = '', GITHUB_SHA = '' } = process.env;
  if (asked === '' && repository === GITHUB_REPOSITORY) return planRef(GITHUB_REF, GITHUB_SHA);
  if (SHA.test(asked)) return { spec: asked, start: asked, ref: '' };
  if (asked.startsWith('refs/')) return planRef(asked);
  const remote = await git(
    folder,
    ['ls-remote', '--symref', 'origin', 'HEAD', `refs/heads/${asked}`, `refs/tags/${asked}`],
    credentials,
  );
  if (asked === '') return planRef(/^ref: (\S+)\tHEAD$/m.exec(remote)?.[1] ?? 'refs/heads/main');
  for (const ref of [`refs/heads/${asked}`, `refs/tags/${asked}`]) {
    if (remote.split('\n').some((line) => line.endsWith(`\t${ref}`))) return planRef(ref);
  }
  throw new Error(`A branch or tag with the name '${asked}' could not be found`);
}

/** A ref, held at a commit where one is given: a branch that has moved on since the event is not followed. */
function planRef(ref: string, sha?: string): FetchPlan {
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const to = branch ? `refs/remotes/origin/${branch}` : ref.replace(/^refs\/pull\//, 'refs/remotes/pull/');
  return { spec: `+${sha || ref}:${to}`, start: to, ...(branch !== undefined && { branch }), ref };
}
