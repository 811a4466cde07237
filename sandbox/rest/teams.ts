import type { Actor } from '../state/actor.ts';
import type { Team, User } from '../state/people.ts';
import { roleIn, teamsOf } from '../state/teams.ts';
import type { World } from '../state/world.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Call, ok, param, type Routes } from './call.ts';

export const teamRoutes: Routes = {
  'teams/get-membership-for-user-in-org': (call) => {
    const { world, urls } = call.hub;
    const { team, organization } = visibleTeam(call);
    const user = world.user(param(call, 'username'));
    const role = user && roleIn(world, team, user);
    if (user === undefined || role === undefined) throw notFound();
    const url = `${urls.api}/orgs/${organization.login}/teams/${team.slug}/memberships/${user.login}`;
    return ok({ url, role, state: 'active' });
  },
};

/** A team that the actor may know of; 404 for any other, also of an account that is no organisation. */
function visibleTeam(call: Call): { readonly team: Team; readonly organization: User } {
  const { world } = call.hub;
  const organization = world.user(param(call, 'org'));
  if (organization?.type !== 'Organization') throw notFound();
  demandMember(world, call.actor, organization);
  const team = teamsOf(world, organization).find(({ slug }) => slug === param(call, 'team_slug').toLowerCase());
  if (team === undefined) throw notFound();
  return { team, organization };
}

/** People see the teams of organisations that they are of; an App those where it is installed with `members`. */
function demandMember(world: World, actor: Actor, organization: User): void {
  switch (actor.kind) {
    case 'anonymous':
      throw new ApiError(401, 'Requires authentication');
    case 'app':
      throw new ApiError(403, 'Resource not accessible by integration');
    case 'user': {
      const { user } = actor;
      const isMember = teamsOf(world, organization).some((team) => roleIn(world, team, user) !== undefined);
      if (user !== organization && !isMember) throw notFound();
      return;
    }
    case 'integration':
      if (actor.installation?.account !== organization || (actor.permissions['members'] ?? 'none') === 'none')
        throw new ApiError(403, 'Resource not accessible by integration');
  }
}
