import { afterAll, beforeAll, expect, it } from 'vitest';
import { mayWrite } from '../../src/github/permissions.ts';
import { type Installed, makeInstalled } from './installed.ts';

let world: Installed;
beforeAll(async () => {
  world = await makeInstalled();
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

it.each([
  ['olivia', true],
  ['walter', true],
  ['rita', false],
  ['oscar', false],
  ['nobody-of-that-name', false],
])('%s may write: %s', async (login, may) => {
  expect(await mayWrite(world.repository, login)).toBe(may);
});

it('asks anew each time: a right that was taken away is gone', async () => {
  const uma = world.sandbox.user('uma');
  world.sandbox.collaborate(world.repo, uma, 'admin');
  expect(await mayWrite(world.repository, 'uma')).toBe(true);
  world.sandbox.collaborate(world.repo, uma, 'read');
  expect(await mayWrite(world.repository, 'uma')).toBe(false);
});

it.each([403, 500])('an answer of %d is no permission and no absence of one', async (status) => {
  world.sandbox.faults.add({ operation: 'repos/get-collaborator-permission-level', kind: 'refuse', status });
  await expect(mayWrite(world.repository, 'walter')).rejects.toMatchObject({ status });
});
