import { rulesOn } from '../changes/rules.ts';
import { isJson, type Json, numberOf, objectsOf, textOf, textsOf } from '../json.ts';
import { ruleJson, rulesetJson, rulesetSummaryJson } from '../shapes/ruleset.ts';
import { holds, levelOf } from '../state/access.ts';
import type { Repository } from '../state/repository.ts';
import type { BypassActor, Rule, Ruleset } from '../state/ruleset.ts';
import { notFound, unprocessable } from './api-error.ts';
import { type Call, noContent, ok, param, type Routes } from './call.ts';
import { inRepository, read, write } from './in-repository.ts';
import { listed } from './pages.ts';

const kinds = ['Integration', 'OrganizationAdmin', 'RepositoryRole', 'Team', 'DeployKey', 'User'] as const;

function rulesetIn(call: Call, repository: Repository): Ruleset {
  const found = repository.rulesets.get(Number(param(call, 'ruleset_id')));
  if (found === undefined) throw notFound();
  return found;
}

function administers(call: Call, repository: Repository): boolean {
  const { actor } = call;
  if (actor.kind === 'integration') return holds(actor, repository, 'administration', 'write');
  return actor.kind === 'user' && levelOf(actor.user, repository) === 'admin';
}

/** An App can be named only where it is installed; GitHub's own (`github-actions`) not at all in a person's repository. */
function demandApp(call: Call, repository: Repository, id: number | null, what: string): void {
  const app = [...call.hub.world.apps.values()].find((one) => one.id === id);
  const own = app?.slug === 'github-actions' && what === 'bypass';
  const installed = app !== undefined && (own ? false : installedOn(call, repository, app.id));
  if (!installed)
    throw unprocessable(
      `Validation Failed: Actor GitHub App ${id} must be part of the ruleset source or owner organization (${what})`,
    );
}

function installedOn(call: Call, repository: Repository, id: number): boolean {
  const actions = call.hub.world.appBySlug('github-actions');
  return actions?.id === id || call.hub.world.installationsOn(repository).some(({ app }) => app.id === id);
}

function bypassOf(call: Call, repository: Repository, json: Json): BypassActor {
  const type = kinds.find((kind) => kind === json['actor_type']) ?? 'User';
  const id = numberOf(json['actor_id']) ?? null;
  if (type === 'Integration') demandApp(call, repository, id, 'bypass');
  const mode = json['bypass_mode'];
  return { type, id, mode: mode === 'pull_request' || mode === 'exempt' ? mode : 'always' };
}

function ruleOf(call: Call, repository: Repository, json: Json): Rule {
  const parameters = isJson(json['parameters']) ? json['parameters'] : {};
  for (const check of objectsOf(parameters['required_status_checks'])) {
    const id = numberOf(check['integration_id']);
    if (id !== undefined) demandApp(call, repository, id, 'required status check');
  }
  return { type: textOf(json['type']) ?? '', parameters };
}

function apply(call: Call, repository: Repository, ruleset: Ruleset): Ruleset {
  const { body } = call;
  const target = body['target'];
  const enforcement = body['enforcement'];
  ruleset.name = textOf(body['name']) ?? ruleset.name;
  if (target === 'branch' || target === 'tag' || target === 'push') ruleset.target = target;
  if (enforcement === 'disabled' || enforcement === 'active' || enforcement === 'evaluate')
    ruleset.enforcement = enforcement;
  if (Array.isArray(body['bypass_actors']))
    ruleset.bypass = objectsOf(body['bypass_actors']).map((json) => bypassOf(call, repository, json));
  if (Array.isArray(body['rules']))
    ruleset.rules = objectsOf(body['rules']).map((json) => ruleOf(call, repository, json));
  const refName = isJson(body['conditions']) ? body['conditions']['ref_name'] : undefined;
  if (isJson(refName)) {
    ruleset.include = textsOf(refName['include']);
    ruleset.exclude = textsOf(refName['exclude']);
  }
  ruleset.updatedAt = call.hub.world.now();
  return ruleset;
}

function fresh(call: Call): Ruleset {
  const now = call.hub.world.now();
  const empty = { bypass: [], include: [], exclude: [], rules: [] };
  return {
    id: call.hub.world.id(),
    name: '',
    target: 'branch',
    enforcement: 'active',
    ...empty,
    createdAt: now,
    updatedAt: now,
  };
}

export const rulesetRoutes: Routes = {
  'repos/create-repo-ruleset': inRepository(write('administration', 'admin'), (call, repository) => {
    const ruleset = apply(call, repository, fresh(call));
    if ([...repository.rulesets.values()].some((one) => one.name === ruleset.name))
      throw unprocessable('Name must be unique');
    repository.rulesets.set(ruleset.id, ruleset);
    return ok(rulesetJson(call.hub, repository, ruleset, true), 201);
  }),
  'repos/update-repo-ruleset': inRepository(write('administration', 'admin'), (call, repository) =>
    ok(rulesetJson(call.hub, repository, apply(call, repository, rulesetIn(call, repository)), true)),
  ),
  'repos/delete-repo-ruleset': inRepository(write('administration', 'admin'), (call, repository) => {
    repository.rulesets.delete(rulesetIn(call, repository).id);
    return noContent;
  }),
  'repos/get-repo-rulesets': inRepository(read('metadata'), (call, repository) =>
    listed(call, [...repository.rulesets.values()], (one) => rulesetSummaryJson(call.hub, repository, one)),
  ),
  'repos/get-repo-ruleset': inRepository(read('metadata'), (call, repository) =>
    ok(rulesetJson(call.hub, repository, rulesetIn(call, repository), administers(call, repository))),
  ),
  'repos/get-branch-rules': inRepository(read('metadata'), (call, repository) => {
    const ref = `refs/heads/${param(call, 'branch')}`;
    const rules = rulesOn(repository, ref, { kind: 'anonymous' }, 'push');
    return listed(call, rules, (rule) => ({
      ...ruleJson(rule),
      ruleset_source_type: 'Repository',
      ruleset_source: repository.fullName,
      ruleset_id: rule.ruleset.id,
    }));
  }),
};
