import { type Commit, readCommit, readCommits } from '../git/commits.ts';
import { isAncestor, noSha, type RefUpdate } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import { simpleCommitJson } from '../shapes/commit.ts';
import type { Actor } from '../state/actor.ts';
import { userOf } from '../state/actor.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';

/** `create`, `delete` and `push` for one ref. */
export async function announceRef(hub: Hub, repository: Repository, update: RefUpdate, actor: Actor): Promise<void> {
  const { ref, before, after } = update;
  const kind = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const short = ref.replace(/^refs\/(heads|tags)\//, '');
  const where = { repository, actor };
  const about = { ref: short, ref_type: kind, pusher_type: 'user' };
  await announcePush(hub, repository, update, actor);
  if (before === noSha)
    announce(hub, 'create', where, {
      ...about,
      master_branch: repository.defaultBranch,
      description: repository.description,
    });
  if (after === noSha) announce(hub, 'delete', where, about);
}

async function announcePush(hub: Hub, repository: Repository, update: RefUpdate, actor: Actor): Promise<void> {
  const { ref, before, after } = update;
  const { gitDir } = repository;
  const created = before === noSha;
  const deleted = after === noSha;
  const list = deleted ? [] : await pushed(repository, update);
  const head = deleted ? undefined : await readCommit(gitDir, after);
  const page = hub.urls.page(repository);
  const eventCommit = (commit: Commit): Json => ({
    ...simpleCommitJson(commit),
    distinct: true,
    url: `${page}/commit/${commit.sha}`,
    added: [],
    removed: [],
    modified: [],
  });
  const pusher = userOf(actor);
  announce(
    hub,
    'push',
    { repository, actor },
    {
      ref,
      before,
      after,
      created,
      deleted,
      forced: !created && !deleted && !(await isAncestor(gitDir, before, after)),
      base_ref: null,
      compare: `${page}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: list.map(eventCommit),
      head_commit: head === undefined ? null : eventCommit(head),
      pusher: { name: pusher?.login ?? 'github', email: pusher?.email ?? 'noreply@github.com' },
    },
  );
}

async function pushed(repository: Repository, { ref, before, after }: RefUpdate): Promise<Commit[]> {
  const { gitDir, defaultBranch } = repository;
  if (ref.startsWith('refs/tags/')) return [];
  const known = ref === `refs/heads/${defaultBranch}` ? [] : ['--not', `refs/heads/${defaultBranch}`];
  const range = before === noSha ? [after, ...known] : [`${before}..${after}`];
  return readCommits(gitDir, ['--reverse', '--max-count=20', ...range]);
}
