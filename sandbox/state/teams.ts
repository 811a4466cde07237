import type { Team, User } from './people.ts';
import type { World } from './world.ts';

/** GitHub's: "Risk Owners" is `risk-owners`. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');

export function teamsOf(world: World, organization: User): readonly Team[] {
  return [...world.teams.values()].filter((team) => team.organization === organization);
}

/** What somebody is in a team: by name, or as a member of one of its child teams. Undefined: no member. */
export function roleIn(world: World, team: Team, user: User): 'member' | 'maintainer' | undefined {
  const own = team.members.get(user);
  if (own !== undefined) return own;
  const inherits = [...world.teams.values()].some((child) => child.parent === team && roleIn(world, child, user));
  return inherits ? 'member' : undefined;
}
