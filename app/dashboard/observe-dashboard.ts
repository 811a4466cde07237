import { placeOf } from '../../src/core/definitions/place.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import type { Dashboard } from '../../src/core/report/dashboard.ts';
import type { DashboardModel, Pending } from '../../src/core/report/dashboard-row.ts';
import { deploymentOn } from '../definitions.ts';
import type { Landed } from '../landed/observe.ts';
import { retrainingFolder } from '../monitoring/observe-retraining.ts';
import type { Hindrance } from '../monitoring/plan-retraining.ts';
import type { WatchedState } from '../monitoring/reconcile-retraining.ts';
import type { AppRepository } from '../repository.ts';

export interface DashboardFacts {
  /** By model. */
  readonly watched: ReadonlyMap<string, WatchedState>;
  /** Why what landed is no version yet, by model. */
  readonly unreleased: ReadonlyMap<string, string>;
  /** Whether any pull request of ours is open. */
  readonly proposing: boolean;
}

/** How every model stands; undefined before anything was released. One call, where a pull request of ours is open. */
export async function observeDashboard(
  repository: AppRepository,
  landed: Landed,
  { watched, unreleased, proposing }: DashboardFacts,
): Promise<Dashboard | undefined> {
  if (![...landed.state.models.values()].some((model) => releases(model).length > 0)) return undefined;
  const proposed = proposing ? await proposals(repository) : new Map<string, Pending[]>();
  const environments = landed.project.environments.map(({ name }) => name);
  const names = new Set(landed.models.map(({ resolved }) => resolved.model.name));
  for (const path of landed.side.entries.keys()) {
    const place = placeOf(path);
    if (place?.kind === 'Deployment' && place.identity !== undefined) names.add(place.identity.value);
  }
  const models: DashboardModel[] = [];
  for (const model of names) {
    const live = new Map<string, string>();
    for (const environment of environments) {
      const deployment = await deploymentOn(landed.side, environment, model);
      if (deployment !== undefined) live.set(environment, deployment.version);
    }
    const [state, because] = [watched.get(model), unreleased.get(model)];
    const pulls = proposed.get(model) ?? [];
    const untold = state?.pull !== undefined && pulls.every(({ kind }) => kind !== 'retraining'); // opened a moment ago
    const awaits = [
      ...pulls,
      ...(untold ? [{ kind: 'retraining', pull: state.pull } as const] : []),
      ...(state?.hindrance ? [{ kind: 'drift', because: hindrances[state.hindrance] } as const] : []),
      ...(because === undefined ? [] : [{ kind: 'unreleased', because } as const]),
    ];
    models.push({ model, live, windows: state?.windows ?? [], awaits });
  }
  return { environments, models };
}

const hindrances: Readonly<Record<Hindrance, string>> = {
  'nothing newer': 'there are no newer data to learn from',
  'no room': 'as many retraining pull requests are open as may be at a time',
  taken: 'someone else wrote to the branch of its retraining: delete it',
};

const promotion = /^aval\/promote\/([^/]+)\/([^/]+)\/v(.+)$/;
const retraining = new RegExp(`^${retrainingFolder}/([^/]+)$`);

/** Our open pull requests by model: of the newest hundred that are open, by their branches. */
async function proposals({ client, where, identity }: AppRepository): Promise<ReadonlyMap<string, Pending[]>> {
  const { data } = await client.rest.pulls.list({ ...where, state: 'open', per_page: 100 });
  const found = new Map<string, Pending[]>();
  for (const { number: pull, user, head, base } of data.toReversed()) {
    if (user?.id !== identity.bot.id || head.repo?.id !== base.repo.id) continue;
    const [, environment = '', promoted = '', version = ''] = promotion.exec(head.ref) ?? [];
    const retrained = retraining.exec(head.ref)?.[1];
    const model = retrained ?? promoted;
    if (model === '') continue;
    const pending: Pending =
      retrained === undefined ? { kind: 'promotion', pull, environment, version } : { kind: 'retraining', pull };
    found.set(model, [...(found.get(model) ?? []), pending]);
  }
  return found;
}
