import { zipSync } from 'fflate';
import { observeLanded } from '../../../app/landed/observe.ts';
import { monitorWorkflow } from '../../../app/monitoring/newest-report.ts';
import { reconcileRetraining } from '../../../app/monitoring/reconcile-retraining.ts';
import type { MonitoringEvidence } from '../../../src/core/monitoring/monitoring-evidence.ts';
import { type MonitoringReport, reportArtifact, reportFile } from '../../../src/core/monitoring-report/report.ts';
import { operations } from '../../github/installed.ts';
import { makeModelsWorld } from '../models-world.ts';
import { commitFiles } from '../repository-world.ts';

const running = `sha256:${'a'.repeat(64)}`;
export const lockFile = 'sources/departures.lock.yaml';
const deployment = `apiVersion: aval/v1\nkind: Deployment\nmodel: flight-delay\nversion: "1.0.0"\ndigest: ${running}\n`;

/** A repository that runs flight-delay 1.0.0 and is watched; runs of the scheduled workflow end as a test wants. */
export async function makeMonitoringWorld() {
  const world = await makeModelsWorld();
  const files = {
    'environments/production/flight-delay.yaml': deployment,
    [monitorWorkflow]: 'on: workflow_dispatch\n',
  };
  await commitFiles(world, 'main', files);
  const repository = await world.open();
  const branch = 'aval/retrain/flight-delay';
  return {
    ...world,
    repository,
    branch,
    main: async () => (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha,
    /** A run that ended and left a report; `until` is where the lock would move. */
    async ran(
      windows: readonly MonitoringEvidence[],
      { run = {}, report = {}, until = '2001-07-08T00:00:00Z' }: Ran = {},
    ): Promise<number> {
      const headSha = await this.main();
      const { id } = world.sandbox.actions.createRun({
        repository: 'olivia/credit',
        name: 'aval monitor',
        path: monitorWorkflow,
        event: 'schedule',
        headSha,
        headBranch: 'main',
        headRepository: 'olivia/credit',
        actor: 'walter',
        attempt: 1,
        pullRequests: [],
        displayTitle: 'aval monitor',
        ...run,
      });
      const lock = { apiVersion: 'aval/v1', kind: 'SourceLock', source: 'departures', rows: 99_000, until } as const;
      const file = {
        format: 'aval/monitoring-report/v1',
        commit: run.headSha ?? headSha,
        models: [{ model: 'flight-delay', version: '1.0.0', package: running, windows, locks: [lock] }],
        ...report,
      };
      const bytes = zipSync({ [reportFile]: Buffer.from(JSON.stringify(file)) });
      world.sandbox.actions.updateRun(id, { status: 'completed', conclusion: 'success' });
      world.sandbox.actions.addArtifact(id, { name: reportArtifact, bytes, expiresAt: '2100-01-01T00:00:00Z' });
      return id;
    },
    /** Looks at what landed, and gives the operations of ours that wrote. */
    async look() {
      const from = world.sandbox.requests.length;
      const landed = await observeLanded(repository, 'main');
      if (landed === undefined) throw new RangeError('something landed');
      const states = await reconcileRetraining(repository, landed);
      return {
        state: states.get('flight-delay'),
        wrote: operations(world, from, true),
        asked: operations(world, from),
      };
    },
    async pulls(state: 'open' | 'closed' | 'all' = 'open') {
      const { data } = await world.client.rest.pulls.list({ ...world.where, state, head: `olivia:${branch}` });
      return data;
    },
  };
}

export type MonitoringWorld = Awaited<ReturnType<typeof makeMonitoringWorld>>;

interface Ran {
  readonly run?: Partial<Parameters<Awaited<ReturnType<typeof makeModelsWorld>>['sandbox']['actions']['createRun']>[0]>;
  readonly report?: Partial<MonitoringReport> | Readonly<Record<string, unknown>>;
  readonly until?: string;
}
