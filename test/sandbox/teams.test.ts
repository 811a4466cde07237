import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../sandbox/state/people.ts';
import { addApp, asApp, makeWorld, statusOf, type TestWorld } from './world.ts';

let world: TestWorld;
let mei: User;
let tom: User;
beforeAll(async () => {
  world = await makeWorld('Organization');
  [mei, tom] = [world.sandbox.user('mei'), world.sandbox.user('tom')];
  const owners = world.sandbox.addTeam(world.owner, 'Risk & Owners!', [mei]);
  const child = world.sandbox.addTeam(world.owner, 'Fraud', [], owners);
  child.members.set(tom, 'maintainer');
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const of = (team_slug: string, username: string, org = 'olivia') => ({ org, team_slug, username });

it('tells who is in a team, and counts members of child teams in', async () => {
  const { octokit } = await asApp(world.sandbox, addApp(world, 'reads-teams', { members: 'read' }), world.where);
  const { getMembershipForUserInOrg: ask } = octokit.rest.teams;
  const { data } = await ask(of('risk-owners', 'MEI'));
  expect(data).toMatchObject({ role: 'member', state: 'active' });
  expect(data.url).toBe(`${world.sandbox.apiUrl}/orgs/olivia/teams/risk-owners/memberships/mei`);
  expect((await ask(of('fraud', 'tom'))).data.role).toBe('maintainer');
  expect((await ask(of('risk-owners', 'tom'))).data.role).toBe('member');
  for (const unknown of [of('fraud', 'mei'), of('fraud', 'nobody'), of('none', 'mei'), of('fraud', 'tom', 'walter')])
    expect(await statusOf(ask(unknown))).toBe(404);
});

it('people see the teams of an organisation that they are of; an App needs `members`', async () => {
  const ask = (by: Parameters<TestWorld['as']>[0]) =>
    statusOf(world.as(by).rest.teams.getMembershipForUserInOrg(of('fraud', 'tom')));
  expect([await ask(mei), await ask(world.owner), await ask(world.outsider)]).toEqual(['passed', 'passed', 404]);
  const { octokit } = await asApp(world.sandbox, addApp(world, 'reads-none', { contents: 'read' }), world.where);
  const refused = octokit.rest.teams.getMembershipForUserInOrg(of('fraud', 'tom'));
  await expect(refused).rejects.toMatchObject({ status: 403, message: /not accessible by integration/ });
});
