import { afterAll, beforeAll, expect, it } from 'vitest';
import { commitFile, makeWorld, statusOf, type TestWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

it('shows the settings of Actions to administrators, and starts no workflow where they are off', async () => {
  const { actions } = world.as(world.owner).rest;
  const get = async () => (await actions.getGithubActionsPermissionsRepository(world.where)).data;
  expect(await get()).toEqual({ enabled: true, allowed_actions: 'all' });
  const started: string[] = [];
  const stop = world.sandbox.onWorkflowEvent(({ eventName }) => started.push(eventName));
  await actions.setGithubActionsPermissionsRepository({ ...world.where, enabled: false });
  expect(await get()).toEqual({ enabled: false });
  await commitFile(world.as(world.writer), world.where, 'main', 'a.txt', 'off\n');
  await world.sandbox.idle();
  await actions.setGithubActionsPermissionsRepository({ ...world.where, enabled: true, allowed_actions: 'local_only' });
  expect(await get()).toMatchObject({ allowed_actions: 'local_only' });
  await commitFile(world.as(world.writer), world.where, 'main', 'a.txt', 'on\n');
  await world.sandbox.idle();
  stop();
  expect(started).toEqual(['push']);
  const asWriter = world.as(world.writer).rest.actions.getGithubActionsPermissionsRepository(world.where);
  expect(await statusOf(asWriter)).toBe(403);
});
