import { expect, test } from 'vitest';
import { AvalError } from '../../src/core/errors.ts';
import type { Desired } from '../../src/serving/desired/desired.ts';
import { Fleet } from '../../src/serving/fleet.ts';
import { Follower, type Look } from '../../src/serving/follow.ts';
import { smallPackage } from './small-package.ts';

test('while git can not be reached what runs goes on; a nudge brings the next look', async () => {
  const item = await smallPackage();
  const desired: Desired = {
    commit: 'c'.repeat(40),
    deployments: [{ apiVersion: 'aval/v1', kind: 'Deployment', model: 'small', version: '1.0.0', digest: item.digest }],
    broken: [],
    source: { get: async () => item, find: async () => undefined, attachment: async () => undefined },
  };
  const fleet = new Fleet();
  const looks: Look[] = [];
  const stop = new AbortController();
  let reachable = true;
  const follower: Follower = new Follower(
    async () => {
      if (reachable) return desired;
      throw new AvalError('platform', { rule: 'git.fetch', message: 'the remote did not answer' });
    },
    fleet,
    3_600_000, // an hour: only a nudge can be what brings a look here
    (look) => {
      looks.push(look);
      if (looks.length === 3) stop.abort();
      reachable = looks.length !== 1;
      follower.nudge();
    },
  );
  await follower.run(stop.signal);
  expect(looks).toMatchObject([
    { kind: 'looked', changes: [{ kind: 'serving', model: 'small' }] },
    { kind: 'unreachable', fault: 'the remote did not answer' },
    { kind: 'looked', changes: [] },
  ]);
  expect(fleet.predictor('small')?.version).toBe('1.0.0');
  expect(follower.last).toBe(looks[2]);
});
