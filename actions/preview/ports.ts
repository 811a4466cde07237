import { fetchRef } from '../../src/engines/git/fetch-refs.ts';
import type { Ref, Sha } from '../../src/engines/git/ref.ts';
import { botUserId } from '../../src/github/bot-user.ts';
import { type Check, checksOf, writeCheck } from '../../src/github/check-runs.ts';
import { githubClient } from '../../src/github/client.ts';
import { commentsOf, writeSticky } from '../../src/github/issue-comments.ts';
import type { DispatchContext } from '../holdout/dispatch-context.ts';
import { repositoryName } from '../session.ts';
import type { Toolkit } from '../toolkit.ts';

/** Whose token a job has, on every GitHub. */
const self = 'github-actions';

export interface Comment {
  readonly marker: string;
  readonly body: string;
  /** False: it only takes the place of one that is there. */
  readonly begins: boolean;
}

/** What the preview asks of the outside. */
export interface Ports {
  /** Brings a ref of the repository on GitHub into the checkout, as data; undefined when it has none. */
  fetch(ref: Ref): Promise<Sha | undefined>;
  /** The newest commit of a pull request. */
  newestHead(pull: number): Promise<string>;
  writeCheck(commit: Sha, check: Check): Promise<unknown>;
  writeComment(pull: number, comment: Comment): Promise<unknown>;
}

/** GitHub, with the job's own token. */
export function runnerPorts(toolkit: Toolkit, context: DispatchContext): Ports {
  const token = toolkit.input('token');
  const github = githubClient(token, context.apiUrl);
  // Sent once: a creation whose answer was lost may have happened. The next run looks before it creates.
  github.hook.before('request', (options) => {
    if (options.method === 'POST') options.request = { ...options.request, retries: 0 };
  });
  const where = repositoryName(context.repository);
  const repository = { client: Object.assign(github, github.rest), where };
  const remote = { address: `${context.serverUrl}/${where.owner}/${where.repo}`, token };
  return {
    fetch: (ref) => fetchRef(context.folder, remote, ref),
    async newestHead(pull_number) {
      return (await github.rest.pulls.get({ ...where, pull_number })).data.head.sha;
    },
    async writeCheck(commit, check) {
      const checks = await checksOf(repository, commit);
      const own = checks.find(({ name, appSlug }) => name === check.name && appSlug === self);
      return writeCheck(repository, commit, check, own);
    },
    async writeComment(pull, { marker, body, begins }) {
      const comments = await commentsOf(repository, pull);
      const own = await botUserId(github, self);
      if (own === undefined) throw new Error(`GitHub has no user ${self}[bot]`);
      const standing = comments.some((one) => one.author?.id === own && one.body.startsWith(marker));
      return begins || standing ? writeSticky(repository, pull, { marker, body }, comments, own) : 'same';
    },
  };
}
