import type { Hub } from '../hub.ts';
import { type Json, objectsOf, textOf } from '../json.ts';
import { appJson } from '../shapes/app.ts';
import { checkRunJson, checkSuiteJson } from '../shapes/check.ts';
import type { Actor } from '../state/actor.ts';
import type { CheckRun, CheckSuite } from '../state/check.ts';
import type { App } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';
import { suiteOutcome } from './suite-outcome.ts';

export interface NewCheckRun {
  readonly name: string;
  readonly headSha: string;
  readonly app: App;
  readonly suite: CheckSuite;
}

export function addCheckRun(hub: Hub, repository: Repository, made: NewCheckRun): CheckRun {
  const run: CheckRun = {
    id: hub.world.id(),
    ...made,
    externalId: '',
    detailsUrl: undefined,
    status: 'queued',
    conclusion: null,
    startedAt: hub.world.now(),
    completedAt: null,
    output: { title: null, summary: null, text: null, annotations: [] },
    actions: [],
  };
  repository.checkRuns.set(run.id, run);
  return run;
}

/** Takes over what a request says, by GitHub's names. Annotations append; a conclusion completes. */
export function setCheckRun(hub: Hub, run: CheckRun, body: Json): void {
  const status = body['status'];
  const conclusion = textOf(body['conclusion']);
  run.name = textOf(body['name']) ?? run.name;
  run.externalId = textOf(body['external_id']) ?? run.externalId;
  run.detailsUrl = textOf(body['details_url']) ?? run.detailsUrl;
  run.startedAt = textOf(body['started_at']) ?? run.startedAt;
  if (status === 'queued' || status === 'in_progress' || status === 'completed') {
    run.status = status;
    if (status !== 'completed') Object.assign(run, { conclusion: null, completedAt: null });
  }
  if (conclusion !== undefined) {
    run.status = 'completed';
    run.conclusion = conclusion;
    run.completedAt = textOf(body['completed_at']) ?? hub.world.now();
  }
  if (Array.isArray(body['actions'])) run.actions = objectsOf(body['actions']);
  const output = objectsOf([body['output']])[0];
  if (output === undefined) return;
  run.output.title = textOf(output['title']) ?? run.output.title;
  run.output.summary = textOf(output['summary']) ?? run.output.summary;
  run.output.text = textOf(output['text']) ?? run.output.text;
  run.output.annotations.push(...objectsOf(output['annotations']));
}

/** `check_run`, and `check_suite.completed` when this was the last one. */
export async function announceCheck(
  hub: Hub,
  repository: Repository,
  run: CheckRun,
  action: 'created' | 'completed' | 'rerequested' | 'requested_action',
  actor: Actor,
  more: Json = {},
): Promise<void> {
  const only = action === 'rerequested' || action === 'requested_action' ? { only: run.app } : {};
  const suite = await checkSuiteJson(hub, repository, run.suite);
  const { repository: _, ...suiteJson } = suite;
  const check_run = { ...checkRunJson(hub, repository, run), check_suite: suiteJson, actions: run.actions };
  announce(hub, `check_run.${action}`, { repository, actor, ...only }, { ...more, check_run });
  if (action !== 'completed' || suiteOutcome(repository, run.suite).status !== 'completed') return;
  const { app: __, ...rest } = suiteJson;
  const check_suite = { ...rest, app: appJson(hub.urls, run.app) };
  announce(hub, 'check_suite.completed', { repository, actor }, { check_suite });
}
