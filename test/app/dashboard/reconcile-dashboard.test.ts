import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcileDashboard } from '../../../app/dashboard/reconcile-dashboard.ts';
import { closeReported } from '../../../app/landed/issue.ts';
import { observeLanded } from '../../../app/landed/observe.ts';
import { openPromotion } from '../../../app/landed/open-promotion.ts';
import type { WatchedState } from '../../../app/monitoring/reconcile-retraining.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { releases } from '../../../src/core/registry/plan-release.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { dashboardMarker, dashboardTitle } from '../../../src/core/report/dashboard.ts';
import { createAnnotatedTag } from '../../../src/github/annotated-tag.ts';
import { evidenceOf } from '../../core/monitoring/made-evidence.ts';
import { operations } from '../../github/installed.ts';
import { type ModelsWorld, makeModelsWorld } from '../models-world.ts';
import { released } from '../pull/sample-observed.ts';
import { commitFiles } from '../repository-world.ts';

// Each goes on where the one before it ended.
let world: ModelsWorld;
let repository: AppRepository;
beforeAll(async () => {
  world = await makeModelsWorld();
  repository = await world.open();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const landed = async () => {
  const found = await observeLanded(repository, 'main');
  if (found === undefined) throw new RangeError('something landed');
  return found;
};

/** Gives the operations of ours, those that wrote alone and all. */
async function look(watched: ReadonlyMap<string, WatchedState> = new Map(), unreleased = new Map<string, string>()) {
  const now = await landed();
  const issues = await closeReported(repository, new Set());
  const from = world.sandbox.requests.length;
  await reconcileDashboard(repository, now, { watched, unreleased }, issues);
  return { wrote: operations(world, from, true), asked: operations(world, from) };
}
const dashboards = async () =>
  (await world.client.rest.issues.listForRepo({ ...world.where, state: 'all' })).data.filter(
    ({ user, title }) => user?.login === 'aval[bot]' && title === dashboardTitle,
  );

it('before anything is released there is none', async () => {
  expect(await look()).toEqual({ wrote: [], asked: [] });
});

it('with the first version one issue appears, which an earlier one of a person with its marker does not stand for', async () => {
  const forged = { ...world.where, title: dashboardTitle, body: `${dashboardMarker}\n\nAll is well.` };
  await world.as(world.writer).rest.issues.create(forged);
  const { record } = released('1.0.0');
  const commit = (await landed()).commit;
  const tagger = { name: 'aval[bot]', email: 'aval@example.org', date: '2026-05-01T12:00:00Z' };
  const message = formatReleaseRecord(record);
  await createAnnotatedTag(repository, { name: 'credit-risk@v1.0.0', commit, message, tagger });
  expect((await look()).wrote).toEqual(['issues/create']);
  const [issue, ...more] = await dashboards();
  expect(more).toEqual([]);
  expect(issue?.body).toContain('| <code>credit-risk</code> | – | – | – | – |');
  expect(await look()).toEqual({ wrote: [], asked: [] });
});

it('tells of open promotions, windows and what is not released, edited when any of it differs, for one call', async () => {
  const now = await landed();
  const [release] = releases(now.state.models.get('credit-risk'));
  if (release === undefined) throw new RangeError('it was tagged');
  const number = await openPromotion(repository, now, { environment: 'staging', release });
  const windows = [evidenceOf(0, 'steady'), evidenceOf(1, 'drift')];
  const watched = new Map([['flight-delay', { windows }]]);
  const unreleased = new Map([['flight-delay', 'it is being evaluated']]);
  expect((await look(watched, unreleased)).wrote).toEqual(['issues/update']);
  const [issue] = await dashboards();
  expect(issue?.body).toContain(`#${number} promotes 1.0.0 to staging`);
  expect(issue?.body).toContain('| ▂█ drift | what landed is not released: it is being evaluated |');
  expect(await look(watched, unreleased)).toEqual({ wrote: [], asked: ['pulls/list'] });
});

it('tells what runs, as the environment files say', async () => {
  const digest = released('1.0.0').record.package;
  await commitFiles(world, 'main', {
    'environments/staging/credit-risk.yaml': `apiVersion: aval/v1\nkind: Deployment\nmodel: credit-risk\nversion: "1.0.0"\ndigest: ${digest}\n`,
  });
  expect((await look()).wrote).toEqual(['issues/update']);
  expect((await dashboards())[0]?.body).toContain('| <code>credit-risk</code> | 1.0.0 | – |');
});

it('closed by a person, it stays closed and none takes its place', async () => {
  const [issue] = await dashboards();
  const issue_number = issue?.number ?? 0;
  await world.as(world.writer).rest.issues.update({ ...world.where, issue_number, state: 'closed' });
  expect((await look()).wrote).toEqual([]);
  expect((await dashboards()).map(({ state }) => state)).toEqual(['closed']);
});
