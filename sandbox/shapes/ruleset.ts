import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { Repository } from '../state/repository.ts';
import type { Rule, Ruleset } from '../state/ruleset.ts';
import { nodeId } from './urls.ts';

export const ruleJson = ({ type, parameters }: Rule): Json =>
  Object.keys(parameters).length === 0 ? { type } : { type, parameters };

/** As in lists: without conditions and rules. */
export function rulesetSummaryJson(hub: Hub, repository: Repository, ruleset: Ruleset): Json {
  return {
    id: ruleset.id,
    node_id: nodeId('RepositoryRuleset', ruleset.id),
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: repository.fullName,
    enforcement: ruleset.enforcement,
    created_at: ruleset.createdAt,
    updated_at: ruleset.updatedAt,
    _links: {
      self: { href: `${hub.urls.repo(repository)}/rulesets/${ruleset.id}` },
      html: { href: `${hub.urls.page(repository)}/rules/${ruleset.id}` },
    },
  };
}

/** Bypass actors are shown only to those who may administer. */
export function rulesetJson(hub: Hub, repository: Repository, ruleset: Ruleset, administers: boolean): Json {
  const bypass_actors = ruleset.bypass.map(({ id, type, mode }) => ({
    actor_id: id,
    actor_type: type,
    bypass_mode: mode,
  }));
  return {
    ...rulesetSummaryJson(hub, repository, ruleset),
    conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: ruleset.rules.map(ruleJson),
    ...(administers ? { bypass_actors, current_user_can_bypass: 'never' } : {}),
  };
}
