import { join } from 'node:path';
import type { Mirror } from '../src/engines/git/mirror.ts';
import { openMirror } from '../src/engines/git/mirror.ts';
import type { Identity } from './github/identity.ts';
import { ledgerRefs, openLedger } from './holdout/ledger-branch.ts';
import type { Key, Subject } from './key.ts';
import { reconcileLanded } from './landed/reconcile-landed.ts';
import { MonitoringRuns } from './monitoring/monitoring-runs.ts';
import { onboard } from './onboard.ts';
import { reconcilePull } from './pull/reconcile-pull.ts';
import type { Reconcile, Reconciled, Reconciliation } from './reconcile.ts';
import { type AppRepository, authorOf } from './repository.ts';
import type { AppSettings } from './settings.ts';

const secondsNow = (): number => Math.floor(Date.now() / 1000);

interface KeptMirror {
  readonly mirror: Promise<Mirror>;
  token: Reconciliation['token'];
}

/** The whole App behind its queue: what each kind of subject means, over git mirrors that are kept between calls. */
export function createReconcile(identity: Identity, { dataFolder, github }: AppSettings): Reconcile {
  const mirrors = new Map<string, KeptMirror>();
  const seen = new Map<string, string>();
  const monitoringRuns = new MonitoringRuns();

  /** One mirror for each repository; it asks for its token through whoever uses it now. */
  const mirrorOf = async ({ owner, repo }: Key, { token }: Reconciliation): Promise<Mirror> => {
    const name = `${owner}/${repo}`;
    const known = mirrors.get(name);
    if (known !== undefined) {
      known.token = token;
      return known.mirror;
    }
    const folder = join(dataFolder, encodeURIComponent(owner), `${encodeURIComponent(repo)}.git`);
    const fresh: KeptMirror = { token, mirror: openMirror(folder, `${github.web}/${name}.git`, () => fresh.token()) };
    mirrors.set(name, fresh);
    fresh.mirror.catch(() => mirrors.delete(name));
    return fresh.mirror;
  };

  return async (key, context) => {
    const where = { owner: key.owner, repo: key.repo };
    const mirror = await mirrorOf(key, context);
    const { client } = context;
    const about = { client, where, key, identity, server: github.web };
    const repository: AppRepository = { ...about, mirror, context, monitoringRuns };
    switch (key.subject.kind) {
      case 'pull':
        return reconcilePull(repository, key.subject.number, secondsNow);
      case 'landed':
        return landed(repository);
      case 'ledger':
        return ledger(repository);
      case 'repository':
        return whole(repository);
    }
  };

  async function landed(repository: AppRepository): Promise<Reconciled> {
    const branch = await defaultBranchOf(repository);
    const { owner, repo } = repository.where;
    await repository.mirror.fetch([`refs/heads/${branch}`]);
    const commit = await repository.mirror.commitOf(`refs/heads/${branch}`);
    // Base moved: what is open may be judged by another policy, or compare with another champion, from now on, whatever becomes of what landed.
    if (commit !== undefined && seen.get(`${owner}/${repo}`) !== commit) await enqueuePulls(repository);
    seen.set(`${owner}/${repo}`, commit ?? '');
    return reconcileLanded(repository, branch);
  }

  async function whole(repository: AppRepository): Promise<Reconciled> {
    const branch = await defaultBranchOf(repository);
    await repository.mirror.fetch([`refs/heads/${branch}`]);
    const commit = await repository.mirror.commitOf(`refs/heads/${branch}`);
    const tree = commit && (await repository.mirror.repository.treeAt(commit));
    if (tree !== undefined && !(await tree.list()).some(({ path }) => path === 'aval.yaml')) {
      await onboard(repository, branch, commit);
      return {};
    }
    enqueue(repository, { kind: 'landed' });
    await enqueuePulls(repository);
    return {};
  }
}

/** Every open use of the ledger belongs to a pull request, or to what landed: those are looked at. */
async function ledger(repository: AppRepository): Promise<Reconciled> {
  await repository.mirror.fetch([ledgerRefs]);
  const { ledger } = await openLedger(repository.mirror, authorOf(repository.identity));
  for (const { reserved, closed } of ledger.uses) {
    if (closed !== undefined) continue;
    enqueue(repository, reserved.pull === undefined ? { kind: 'landed' } : { kind: 'pull', number: reserved.pull });
  }
  return {};
}

async function enqueuePulls(repository: AppRepository): Promise<void> {
  const { client, where } = repository;
  const pulls = await client.paginate(client.rest.pulls.list, { ...where, state: 'open', per_page: 100 });
  for (const { number } of pulls) enqueue(repository, { kind: 'pull', number });
}

function enqueue({ key, context }: AppRepository, subject: Subject): void {
  context.enqueue({ ...key, subject });
}

async function defaultBranchOf({ client, where }: AppRepository): Promise<string> {
  return (await client.rest.repos.get({ ...where })).data.default_branch;
}
