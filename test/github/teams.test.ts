import { Octokit } from '@octokit/rest';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Team } from '../../sandbox/state/people.ts';
import { withTeams } from '../../src/github/teams.ts';
import { addApp, asApp } from '../sandbox/world.ts';
import { type Installed, makeInstalled, operations, silent } from './installed.ts';

let world: Installed;
let owners: Team;
const warned: string[] = [];
const membership = 'teams/get-membership-for-user-in-org';
const level = 'repos/get-collaborator-permission-level';

beforeAll(async () => {
  world = await makeInstalled('Organization');
  const { sandbox, owner } = world;
  const [uma, vera] = [sandbox.user('Uma'), sandbox.user('vera')];
  owners = sandbox.addTeam(owner, 'Risk Owners', [uma]);
  sandbox.addTeam(owner, 'Fraud', [vera], owners);
  sandbox.addTeam(sandbox.user('elsewhere', 'Organization'), 'Auditors', [uma]);
});
beforeEach(() => warned.splice(0));
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const ask = async (logins: readonly string[], ...lists: readonly (readonly string[])[]) => {
  const from = world.sandbox.requests.length;
  const approvals = await withTeams(world.repository, logins, lists, (reason) => warned.push(reason));
  return { approvals, asked: operations(world, from) };
};

it.each([
  [[], []],
  [['Uma'], []],
  [['Uma'], [['@uma'], ['UMA', 'risk-owners']]],
  [['Uma'], [['elsewhere/auditors', 'olivia/../fraud', '..', 'Risk Owners', 'a?b', '']]],
])('asks GitHub nothing of %j where names are %j', async (logins, lists) => {
  const { approvals, asked } = await ask(logins, ...lists);
  expect(approvals).toEqual(logins.map((login) => ({ login })));
  expect(asked).toEqual([]);
});

it('a member of a named team answers to its name as it is written there, also one of a child team', async () => {
  const { approvals, asked } = await ask(['oscar', 'Uma', 'vera'], ['@Risk-Owners'], ['Olivia/risk-owners', 'fraud']);
  expect(approvals).toEqual([
    { login: 'oscar' },
    { login: 'Uma', teams: ['risk-owners', 'olivia/risk-owners'] },
    { login: 'vera', teams: ['risk-owners', 'olivia/risk-owners', 'fraud'] },
  ]);
  expect(asked.filter((one) => one === membership)).toHaveLength(9);
});

it('asks for a rule that names the approver by login nothing, for another all the same', async () => {
  const { approvals, asked } = await ask(['Uma'], ['uma', 'fraud'], ['risk-owners']);
  expect(approvals).toEqual([{ login: 'Uma', teams: ['risk-owners'] }]);
  expect(asked).toEqual([membership, level]);
});

it('a team that is called like a person who may write counts only where it is spelled out', async () => {
  world.sandbox.addTeam(world.owner, 'walter', [world.sandbox.user('Uma')]);
  expect((await ask(['Uma'], ['walter'])).approvals).toEqual([{ login: 'Uma' }]);
  expect((await ask(['Uma'], ['olivia/walter'])).approvals).toEqual([{ login: 'Uma', teams: ['olivia/walter'] }]);
});

it('who left the team answers to it no more', async () => {
  const gone = world.sandbox.user('gone');
  owners.members.set(gone, 'member');
  expect((await ask(['gone'], ['risk-owners'])).approvals).toEqual([{ login: 'gone', teams: ['risk-owners'] }]);
  owners.members.delete(gone);
  expect((await ask(['gone'], ['risk-owners'])).approvals).toEqual([{ login: 'gone' }]);
});

it('a repository of a person has no teams', async () => {
  const personal = await makeInstalled();
  const asked = await withTeams(personal.repository, ['walter'], [['risk-owners']], (reason) => warned.push(reason));
  await personal.end();
  expect(asked).toEqual([{ login: 'walter' }]);
  expect(warned).toEqual([]);
});

it('an App that may not read teams counts nobody as a member, and says so', async () => {
  const app = addApp(world, 'narrow', { pull_requests: 'read' });
  const { token } = await asApp(world.sandbox, app, world.where);
  const client = new Octokit({ auth: token, baseUrl: world.sandbox.apiUrl, log: silent });
  const narrow = { client, where: world.where };
  const approvals = await withTeams(narrow, ['Uma'], [['risk-owners']], (reason) => warned.push(reason));
  expect(approvals).toEqual([{ login: 'Uma' }]);
  expect(warned).toEqual(['Resource not accessible by integration']);
});

it.each([
  { kind: 'secondaryLimit', status: 403, retryAfter: 7 },
  { kind: 'refuse', status: 500 },
] as const)('a failure of the platform is none of a person: %j', async (fault) => {
  world.sandbox.faults.add({ operation: membership, ...fault });
  await expect(ask(['Uma'], ['risk-owners'])).rejects.toMatchObject({ status: fault.status });
  expect(warned).toEqual([]);
});
