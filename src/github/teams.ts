import { type Approval, approverName } from '../core/gate/approvals.ts';
import { mayWrite } from './permissions.ts';
import type { RepositoryClient } from './repository-client.ts';
import { reasonOf, statusOf } from './request-error.ts';

/** What GitHub makes of a team's name. Nothing else is put into an address; teams of an enterprise begin with "ent:". */
const slugPattern = /^[a-z0-9][a-z0-9:_-]{0,254}$/;

/** A name that may be a team's. `spelledOut`: with its organisation, so that it is no person's. */
interface TeamName {
  readonly name: string;
  readonly slug: string;
  readonly spelledOut: boolean;
}

/**
 * People who approved, each with those of the names by which they count as members of a team. `lists`: the names that each rule has. GitHub is asked
 * only of who is not named by login: once for each name, and once more for a name that a team has. `warn`: the App may not read teams, so none counts.
 */
export async function withTeams(
  repository: RepositoryClient,
  logins: readonly string[],
  lists: readonly (readonly string[])[],
  warn: (reason: string) => void,
): Promise<readonly Approval[]> {
  const approvals: Approval[] = [];
  for (const login of logins) {
    const teams: string[] = [];
    for (const team of askedTeams(repository, login, lists)) {
      if (await countsFor(repository, team, login, warn)) teams.push(team.name);
    }
    approvals.push({ login, ...(teams.length > 0 && { teams }) });
  }
  return approvals;
}

function askedTeams(
  { where }: RepositoryClient,
  login: string,
  lists: readonly (readonly string[])[],
): readonly TeamName[] {
  const open = lists.map((list) => list.map(approverName)).filter((list) => !list.includes(approverName(login)));
  return [...new Set(open.flat())].flatMap((name) => teamOf(name, where.owner) ?? []);
}

/** Undefined for what no team of this organisation is called. */
function teamOf(name: string, organisation: string): TeamName | undefined {
  const prefix = `${organisation.toLowerCase()}/`;
  const spelledOut = name.startsWith(prefix);
  const slug = spelledOut ? name.slice(prefix.length) : name;
  return slugPattern.test(slug) ? { name, slug, spelledOut } : undefined;
}

/** Members may make teams: one that is called like a person who may write doesn't speak for that person. */
async function countsFor(
  repository: RepositoryClient,
  { slug, spelledOut }: TeamName,
  login: string,
  warn: (reason: string) => void,
): Promise<boolean> {
  return (await isMember(repository, slug, login, warn)) && (spelledOut || !(await mayWrite(repository, slug)));
}

/** Members of child teams are members. A team that there is not has none; a repository of a person has no teams. */
async function isMember(
  { client, where }: RepositoryClient,
  team_slug: string,
  username: string,
  warn: (reason: string) => void,
): Promise<boolean> {
  try {
    const asked = { org: where.owner, team_slug, username };
    return (await client.rest.teams.getMembershipForUserInOrg(asked)).data.state === 'active';
  } catch (error) {
    if (statusOf(error) === 404) return false;
    if (statusOf(error) !== 403 || !/not accessible by integration/i.test(reasonOf(error))) throw error;
    warn(reasonOf(error));
    return false;
  }
}
