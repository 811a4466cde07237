import { type Deviation, wrong } from './deviation.ts';
import type { BypassActor, FoundRuleset, Ruleset } from './ruleset.ts';

/** Who may pass by a ruleset: exactly those asked for, and always. */
export function compareBypass(wanted: Ruleset, found: Pick<FoundRuleset, 'bypass_actors'>): Deviation[] {
  const actors = found.bypass_actors;
  if (actors === undefined) return [{ kind: 'unseen', says: 'who may bypass it is shown to administrators only' }];
  const asked = (actor: BypassActor): boolean => wanted.bypass_actors.some((one) => isSame(one, actor));
  return [
    ...wanted.bypass_actors
      .filter((one) => !actors.some((actor) => isSame(one, actor)))
      .map(() => wrong('the App may not bypass it')),
    ...actors
      .filter(asked)
      .filter(({ bypass_mode: mode }) => mode !== 'always')
      .map(({ bypass_mode: mode }) => wrong(notAlways(mode))),
    ...actors.filter((actor) => !asked(actor)).map((actor) => wrong(`${actorName(actor)} may bypass it`)),
  ];
}

const isSame = (one: BypassActor, other: BypassActor): boolean =>
  one.actor_type === other.actor_type && one.actor_id === other.actor_id;

const notAlways = (mode: string): string =>
  mode === 'exempt'
    ? 'the App is exempt from it, so no bypass is recorded'
    : 'the App may bypass it on pull requests only';

/** GitHub's ids of the built-in roles. */
const roles: Readonly<Record<number, string>> = { 2: 'maintainers', 4: 'everyone who may write', 5: 'administrators' };

function actorName({ actor_type: type, actor_id: id }: BypassActor): string {
  switch (type) {
    case 'Integration':
      return `App ${id}`;
    case 'OrganizationAdmin':
      return "the organisation's owners";
    case 'RepositoryRole':
      return roles[id ?? 0] ?? `role ${id}`;
    case 'DeployKey':
      return 'every deploy key';
    default:
      return `${type.toLowerCase()} ${id}`;
  }
}
