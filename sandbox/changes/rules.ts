import { noSha } from '../git/refs.ts';
import { levelOf } from '../state/access.ts';
import type { Actor } from '../state/actor.ts';
import type { Repository } from '../state/repository.ts';
import type { BypassActor, Rule, Ruleset } from '../state/ruleset.ts';
import { coversRef } from './ref-pattern.ts';

export type Way = 'push' | 'pull_request';

/** `forward`: allowed unless it is a forced update, which only git can tell. */
export type Decision = { readonly kind: 'allow' | 'forward' } | { readonly kind: 'deny'; readonly reason: string };

/** The rules that bind this actor on this ref. A bypass covers every rule of its ruleset. */
export function rulesOn(repository: Repository, ref: string, actor: Actor, way: Way): (Rule & { ruleset: Ruleset })[] {
  return [...repository.rulesets.values()]
    .filter((ruleset) => coversRef(ruleset, repository, ref))
    .filter((ruleset) => !ruleset.bypass.some((bypass) => mayBypass(bypass, actor, repository, way)))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ...rule, ruleset })));
}

/** Repository roles by GitHub's ids. */
const roles: Readonly<Record<number, readonly string[]>> = { 5: ['admin'], 2: ['admin'], 4: ['admin', 'write'] };

function mayBypass(bypass: BypassActor, actor: Actor, repository: Repository, way: Way): boolean {
  if (bypass.mode === 'pull_request' && way !== 'pull_request') return false;
  if (bypass.type === 'Integration') return actor.kind === 'integration' && actor.app.id === bypass.id;
  if (actor.kind !== 'user') return false;
  if (bypass.type === 'User') return actor.user.id === bypass.id;
  if (bypass.type === 'OrganizationAdmin') return actor.user === repository.owner;
  if (bypass.type !== 'RepositoryRole') return false;
  return (roles[bypass.id ?? 0] ?? []).includes(levelOf(actor.user, repository));
}

const update = 'Cannot update this protected ref.';
const viaPull = 'Changes must be made through a pull request.';

/** What the rules say about one change of a ref by push or by the API. */
export function decide(repository: Repository, ref: string, before: string, after: string, actor: Actor): Decision {
  const deny = (reason: string): Decision => ({ kind: 'deny', reason });
  const locked = lockedTag(repository, ref, after);
  if (locked !== undefined) return deny(locked);
  const rules = new Set(rulesOn(repository, ref, actor, 'push').map((rule) => rule.type));
  if (before === noSha)
    return rules.has('creation') ? deny('Cannot create ref due to creations being restricted.') : allow;
  if (after === noSha) return rules.has('deletion') ? deny('Cannot delete this protected ref.') : allow;
  if (rules.has('update')) return deny(update);
  if (rules.has('pull_request')) return deny(viaPull);
  return rules.has('non_fast_forward') ? { kind: 'forward' } : allow;
}

const allow: Decision = { kind: 'allow' };

function lockedTag(repository: Repository, ref: string, after: string): string | undefined {
  if (!ref.startsWith('refs/tags/')) return undefined;
  const tag = ref.slice('refs/tags/'.length);
  const release = [...repository.releases.values()].find((one) => one.immutable && one.tagName === tag);
  if (release !== undefined) return 'Cannot change a tag of an immutable release.';
  return after !== noSha && repository.burnedTags.has(tag)
    ? 'Cannot create ref: the tag was used by an immutable release.'
    : undefined;
}
