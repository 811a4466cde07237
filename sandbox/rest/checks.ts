import { announce } from '../changes/announce.ts';
import { addCheckRun, announceCheck, setCheckRun } from '../changes/change-check.ts';
import { newestByName } from '../changes/suite-outcome.ts';
import { suiteFor } from '../changes/suites.ts';
import { resolveCommit, typeOf } from '../git/objects.ts';
import { type Json, listOf, objectsOf, textOf } from '../json.ts';
import { checkRunJson, checkSuiteJson } from '../shapes/check.ts';
import type { CheckRun, CheckSuite } from '../state/check.ts';
import type { App } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, invalid, notFound, unprocessable } from './api-error.ts';
import { type Answer, type Call, idOf, ok, param, type Routes } from './call.ts';
import { inRepository, read, write } from './in-repository.ts';
import { counted, listed } from './pages.ts';

const longest = 65_535;

function appOf(call: Call): App {
  if (call.actor.kind === 'integration') return call.actor.app;
  throw new ApiError(403, 'You must authenticate via a GitHub App.');
}

function runIn(call: Call, repository: Repository): CheckRun {
  const run = repository.checkRuns.get(idOf(call, 'check_run_id'));
  if (run === undefined) throw notFound();
  return run;
}

function suiteIn(call: Call, repository: Repository): CheckSuite {
  const suite = repository.checkSuites.get(idOf(call, 'check_suite_id'));
  if (suite === undefined) throw notFound();
  return suite;
}

function demandFits(body: Json): void {
  const output = objectsOf([body['output']])[0] ?? {};
  for (const name of ['summary', 'text'])
    if ((textOf(output[name])?.length ?? 0) > longest)
      throw unprocessable(
        `Invalid request.\n\nOnly ${longest} characters are allowed; ${textOf(output[name])?.length} were supplied.`,
      );
  if (listOf(output['annotations']).length > 50)
    throw unprocessable('Invalid request.\n\nNo more than 50 items are allowed.');
  if (body['status'] === 'completed' && body['conclusion'] === undefined)
    throw invalid('CheckRun', 'conclusion', 'missing_field');
}

async function create(call: Call, repository: Repository): Promise<Answer> {
  const app = appOf(call);
  const headSha = textOf(call.body['head_sha']) ?? '';
  demandFits(call.body);
  if ((await typeOf(repository.gitDir, headSha)) !== 'commit')
    throw unprocessable(`No commit found for SHA: ${headSha}`);
  const suite = suiteFor(call.hub, repository, app, headSha);
  const run = addCheckRun(call.hub, repository, { name: textOf(call.body['name']) ?? '', headSha, app, suite });
  setCheckRun(call.hub, run, call.body);
  await announceCheck(call.hub, repository, run, 'created', call.actor);
  if (run.status === 'completed') await announceCheck(call.hub, repository, run, 'completed', call.actor);
  return ok(checkRunJson(call.hub, repository, run), 201);
}

async function update(call: Call, repository: Repository): Promise<Answer> {
  const run = runIn(call, repository);
  if (run.app !== appOf(call))
    throw new ApiError(
      403,
      `Invalid app_id ${run.app.id}: a check run can only be modified by the GitHub App that created it.`,
    );
  demandFits(call.body);
  const before = run.conclusion;
  setCheckRun(call.hub, run, call.body);
  run.suite.updatedAt = call.hub.world.now();
  if (run.status === 'completed' && run.conclusion !== before)
    await announceCheck(call.hub, repository, run, 'completed', call.actor);
  return ok(checkRunJson(call.hub, repository, run));
}

function chosen(call: Call, runs: readonly CheckRun[]): CheckRun[] {
  const { query } = call;
  const [name, status, app] = [query.get('check_name'), query.get('status'), query.get('app_id')];
  const kept = runs.filter(
    (run) =>
      (name === null || run.name === name) &&
      (status === null || run.status === status) &&
      (app === null || run.app.id === Number(app)),
  );
  return (query.get('filter') === 'all' ? kept : newestByName(kept)).toReversed();
}

async function ofRef(call: Call, repository: Repository): Promise<string> {
  const sha = await resolveCommit(repository.gitDir, param(call, 'ref'));
  if (sha === undefined) throw unprocessable(`No commit found for SHA: ${param(call, 'ref')}`);
  return sha;
}

export const checkRoutes: Routes = {
  'checks/create': inRepository(write('checks'), create),
  'checks/update': inRepository(write('checks'), update),
  'checks/get': inRepository(read('checks'), (call, repository) =>
    ok(checkRunJson(call.hub, repository, runIn(call, repository))),
  ),
  'checks/list-for-ref': inRepository(read('checks'), async (call, repository) => {
    const sha = await ofRef(call, repository);
    const runs = [...repository.checkRuns.values()].filter((run) => run.headSha === sha);
    return counted(call, 'check_runs', chosen(call, runs), (run) => checkRunJson(call.hub, repository, run));
  }),
  'checks/list-for-suite': inRepository(read('checks'), (call, repository) => {
    const suite = suiteIn(call, repository);
    const runs = [...repository.checkRuns.values()].filter((run) => run.suite === suite);
    return counted(call, 'check_runs', chosen(call, runs), (run) => checkRunJson(call.hub, repository, run));
  }),
  'checks/list-annotations': inRepository(read('checks'), (call, repository) => {
    const run = runIn(call, repository);
    const blob = `${call.hub.urls.page(repository)}/blob/${run.headSha}`;
    return listed(call, run.output.annotations, (note) => ({
      start_column: null,
      end_column: null,
      title: null,
      raw_details: null,
      ...note,
      blob_href: `${blob}/${note['path']}`,
    }));
  }),
  'checks/get-suite': inRepository(read('checks'), async (call, repository) =>
    ok(await checkSuiteJson(call.hub, repository, suiteIn(call, repository))),
  ),
  'checks/list-suites-for-ref': inRepository(read('checks'), async (call, repository) => {
    const sha = await ofRef(call, repository);
    const app = call.query.get('app_id');
    const suites = [...repository.checkSuites.values()].filter(
      (suite) => suite.headSha === sha && (app === null || suite.app.id === Number(app)),
    );
    return counted(call, 'check_suites', suites, (suite) => checkSuiteJson(call.hub, repository, suite));
  }),
  'checks/rerequest-run': inRepository(write('checks'), async (call, repository) => {
    await announceCheck(call.hub, repository, runIn(call, repository), 'rerequested', call.actor);
    return ok({}, 201);
  }),
  'checks/rerequest-suite': inRepository(write('checks'), async (call, repository) => {
    const suite = suiteIn(call, repository);
    const check_suite = await checkSuiteJson(call.hub, repository, suite);
    announce(call.hub, 'check_suite.rerequested', { repository, actor: call.actor, only: suite.app }, { check_suite });
    return ok({}, 201);
  }),
};
