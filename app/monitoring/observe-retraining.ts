import type { RestEndpointMethodTypes } from '@octokit/rest';
import { decideRetraining, parseRetrainRule } from '../../src/core/monitoring/decide-retraining.ts';
import { commitsBack } from '../../src/engines/git/read-commit.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import type { Landed } from '../landed/observe.ts';
import type { AppRepository } from '../repository.ts';
import { answeredWindows } from './answered-windows.ts';
import { movedLocks } from './moved-locks.ts';
import type { ObservedRetraining } from './plan-retraining.ts';
import { type OwnRetraining, ownRetraining } from './retraining-commit.ts';
import type { WatchedModel } from './watched-models.ts';

type Pull = RestEndpointMethodTypes['pulls']['list']['response']['data'][number];

export const retrainingFolder = 'aval/retrain';
export const retrainingBranch = (model: string): string => `${retrainingFolder}/${model}`;

/** How far back our own commit is looked for, behind those of people. */
const mostCommits = 20;

/** A model that says when to retrain. */
export interface RetrainableModel extends WatchedModel {
  /** As its model.yaml has it. */
  readonly retrain: Parameters<typeof parseRetrainRule>[0];
  /** Length of a window, in microseconds. */
  readonly window: number;
}

/** Whether enough windows ask for it, even if people answered that before. */
export function isAlarmed({ reported, retrain }: Pick<RetrainableModel, 'reported' | 'retrain'>): boolean {
  return decideRetraining(reported.windows, parseRetrainRule(retrain)).decision === 'retrain';
}

/** What stands of a model's retraining: one call for its pull requests, the rest is read from git. */
export async function observeRetraining(
  repository: AppRepository,
  landed: Landed,
  watched: RetrainableModel,
  room: boolean,
): Promise<ObservedRetraining> {
  const { client, where, identity, mirror } = repository;
  const { model, version, package: digest, windows } = watched.reported;
  const branch = retrainingBranch(model);
  const asked = { ...where, head: `${where.owner}:${branch}`, state: 'all', per_page: 10 } as const;
  const { data: pulls } = await client.rest.pulls.list(asked);
  const isOwn = ({ user }: Pull): boolean => user?.id === identity.bot.id;
  const open = pulls.find(({ state }) => state === 'open');
  const closed = pulls.find((pull) => pull.state === 'closed' && isOwn(pull));
  const before = closed && (await answeredBy(repository, landed.commit, closed));
  const moved = await movedLocks(landed, watched);
  const next = { package: digest, locks: moved.locks, window: watched.window };
  const answered = answeredWindows(before, next);
  const tip = await mirror.commitOf(`refs/heads/${branch}`);
  const own = tip && (await ownCommit(repository, landed.commit, tip, 1));
  return {
    model,
    version,
    package: digest,
    decision: decideRetraining(windows, parseRetrainRule(watched.retrain, answered)),
    answered: windows.map(({ window }) => window.until).filter((end) => answered.includes(end)),
    ...moved,
    branch: tip === undefined ? 'none' : own === undefined ? 'taken' : await branchOf(repository, tip, own),
    ...(open && {
      pull: { number: open.number, title: open.title, body: open.body ?? '', own: isOwn(open) },
    }),
    room,
  };
}

async function branchOf({ mirror }: AppRepository, tip: Sha, { message, paths }: OwnRetraining) {
  const bytes = await (await mirror.repository.treeAt(tip)).read(paths);
  const files = new Map([...bytes].map(([path, text]) => [path, new TextDecoder().decode(text)]));
  return { message, files };
}

/** What a closed pull request answered, by the commit that it proposed, not by its text; merged ones, too: what they made is on its way. */
async function answeredBy(
  repository: AppRepository,
  tip: Sha,
  { number, head }: Pull,
): Promise<OwnRetraining | undefined> {
  const { mirror } = repository;
  // Its branch may be gone.
  if ((await mirror.commitOf(head.sha)) === undefined) await mirror.fetch([`refs/pull/${number}/head`]);
  const sha = await mirror.commitOf(head.sha);
  return sha && ownCommit(repository, tip, sha, mostCommits);
}

/** The newest commit of ours among the last `most`. */
async function ownCommit(
  repository: AppRepository,
  tip: Sha,
  from: Sha,
  most: number,
): Promise<OwnRetraining | undefined> {
  for (const commit of await commitsBack(repository.mirror.repository.root, from, most)) {
    const own = await ownRetraining(repository, tip, commit);
    if (own !== undefined) return own;
  }
  return undefined;
}
