import { durationMicros } from '../../src/core/definitions/schema/values.ts';
import type { RetrainingDecision } from '../../src/core/monitoring/decide-retraining.ts';
import type { MonitoringEvidence } from '../../src/core/monitoring/monitoring-evidence.ts';
import { branchesIn } from '../../src/engines/git/branches.ts';
import { writeCommit } from '../../src/engines/git/write-commit.ts';
import type { Landed } from '../landed/observe.ts';
import { type AppRepository, authorOf } from '../repository.ts';
import { isAlarmed, observeRetraining, retrainingBranch, retrainingFolder } from './observe-retraining.ts';
import { type Hindrance, planRetraining, type RetrainingPlan } from './plan-retraining.ts';
import { type WatchedModel, watchedModels } from './watched-models.ts';

/** Retraining pull requests that may be open at a time: each costs trainings and people's time. */
const mostOpen = 10;

/** How a model that runs does. */
export interface WatchedState {
  /** Oldest first. */
  readonly windows: readonly MonitoringEvidence[];
  readonly decision?: RetrainingDecision;
  /** Number of the open retraining pull request. */
  readonly pull?: number;
  readonly hindrance?: Hindrance;
}

/** Opens, or keeps up to date, one pull request for each model whose windows ask for a retraining. Gives how every watched model does. */
export async function reconcileRetraining(
  repository: AppRepository,
  landed: Landed,
): Promise<ReadonlyMap<string, WatchedState>> {
  const states = new Map<string, WatchedState>();
  const begun = await branchesIn(repository.mirror.repository.root, retrainingFolder);
  const hasBranch = ({ reported }: WatchedModel): boolean => begun.has(retrainingBranch(reported.model));
  // Those with a branch first, so that they are counted before another is opened.
  const all = await watchedModels(repository, landed);
  const inOrder = all.toSorted((a, b) => Number(hasBranch(b)) - Number(hasBranch(a)));
  let open = 0;
  for (const watched of inOrder) {
    const { model, windows } = watched.reported;
    const { monitor } = watched.landed.resolved.model;
    const retrain = monitor?.retrain;
    if (monitor === undefined || retrain === undefined || !(hasBranch(watched) || isAlarmed({ ...watched, retrain }))) {
      states.set(model, { windows });
      continue;
    }
    const retrainable = { ...watched, retrain, window: durationMicros(monitor.window) };
    const observed = await observeRetraining(repository, landed, retrainable, open < mostOpen);
    const plan = planRetraining(observed);
    const opened = await apply(repository, landed, model, plan);
    const pull = observed.pull?.number ?? opened;
    if (pull !== undefined) open += 1;
    const { decision } = observed;
    states.set(model, {
      windows,
      decision,
      ...(pull && { pull }),
      ...(plan.hindrance && { hindrance: plan.hindrance }),
    });
  }
  return states;
}

/** Brings branch and pull request in line. Gives the number of one that was opened. */
async function apply(
  repository: AppRepository,
  landed: Landed,
  model: string,
  plan: RetrainingPlan,
): Promise<number | undefined> {
  const { client, where, context } = repository;
  const { commit, open, edit, hindrance } = plan;
  if (hindrance !== undefined) context.log('retraining.hindered', { model, hindrance });
  if (commit !== undefined && (await writeBranch(repository, landed, model, commit)) === 'moved') {
    context.log('retraining.branch-moved', { model });
    return undefined; // someone else was faster: the next look finds what they wrote
  }
  if (edit !== undefined) {
    const { number: pull_number, ...texts } = edit;
    await client.rest.pulls.update({ ...where, pull_number, ...texts });
    context.log('retraining.edited', { model, pull: pull_number });
  }
  if (open === undefined) return undefined;
  const { data } = await client.rest.pulls.create({
    ...where,
    ...open,
    head: retrainingBranch(model),
    base: landed.defaultBranch,
  });
  context.log('retraining.opened', { model, pull: data.number });
  return data.number;
}

/** One commit of ours behind the default branch. No clock is in it: the same locks on the same base are the same commit. */
async function writeBranch(
  { mirror, identity }: AppRepository,
  { commit: parent }: Landed,
  model: string,
  { files, message }: NonNullable<RetrainingPlan['commit']>,
): Promise<'done' | 'moved'> {
  const { root, timeOf } = mirror.repository;
  const branch = retrainingBranch(model);
  const time = await timeOf(parent);
  const commit = await writeCommit(root, { parent, files, message, author: authorOf(identity), time });
  const standing = await mirror.commitOf(`refs/heads/${branch}`);
  return standing === undefined ? mirror.push(commit, branch) : mirror.replace(commit, branch, standing);
}
