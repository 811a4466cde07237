import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dispatch, settle } from '../../../app/holdout/settle.ts';
import { filesOf, item, makeSettleWorld, type Run, type SettleWorld } from './settle-world.ts';

let world: SettleWorld;
beforeAll(async () => {
  world = await makeSettleWorld();
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

it('asks once for a run that is not to be seen, again when patience ends, and then ever more slowly', async () => {
  const use = await world.reserved();
  const from = world.sandbox.requests.length;
  const after: number[] = [];
  for (const seconds of [0, 1, 60, 40, 100, 100, 300, 100]) {
    world.time.now += seconds * 1000;
    expect(await world.look(use)).toBe('running');
    after.push(world.dispatches(from));
  }
  expect(after).toEqual([1, 1, 1, 2, 2, 3, 3, 4]);
  expect(world.warned).toEqual(
    [3, 4].map((times) => ({
      event: 'holdout.unbegun',
      facts: { model: use.reserved.model, entry: use.digest, kind: 'unlisted', times },
    })),
  );
  expect(world.repository.context.asked.unbegunCount).toBe(1);
  world.run(use, 'failure');
  world.run(use, 'failure');
  expect(await world.look(use)).toBe('closed');
  expect(world.repository.context.asked.unbegunCount).toBe(0);
});

it('a run that nothing takes is told once, until something does; it is not asked for again', async () => {
  const use = await world.reserved();
  const from = world.sandbox.requests.length;
  world.warned.length = 0;
  const id = world.run(use);
  for (let i = 0; i < 20; i++) {
    expect(await world.look(use)).toBe('running');
    world.time.now += 60_000;
  }
  const told = { model: use.reserved.model, entry: use.digest, kind: 'queued', run: id };
  expect(world.warned).toEqual([{ event: 'holdout.unbegun', facts: told }]);
  world.sandbox.actions.updateRun(id, { status: 'in_progress' });
  await world.look(use);
  expect(world.repository.context.asked.unbegun(use.digest)).toBeUndefined();
  expect(world.dispatches(from)).toBe(0);
});

it('waits for a run that is under way', async () => {
  const use = await world.reserved();
  const from = world.sandbox.requests.length;
  world.run(use);
  expect(await world.look(use)).toBe('running');
  expect(world.dispatches(from)).toBe(0);
});

it.each<[string, Run]>([
  ['of someone else', { actor: 'walter' }],
  ['of another workflow', { path: '.github/workflows/other.yaml' }],
  ['of another branch', { headBranch: 'change' }],
  ['that a push began', { event: 'push' }],
  ['of another title', { displayTitle: 'aval-0000' }],
])('a run %s is not ours, whatever it left', async (_, other) => {
  const use = await world.reserved();
  await dispatch(world.repository, use);
  const id = world.run(use, 'success', other);
  world.leave(id, use, zipSync(filesOf(use, id)));
  expect(await world.look(use)).toBe('running');
  expect(await world.answerTo(use)).toBeUndefined();
});

it('closes a use with the answer of its run, and keeps the evidence', async () => {
  const use = await world.reserved();
  const id = world.run(use, 'success');
  world.leave(id, use, zipSync(filesOf(use, id)));
  expect(await world.look(use)).toBe('closed');
  const answer = await world.answerTo(use);
  expect(answer).toMatchObject({ outcome: 'evaluated', use: 1, run: id, package: item.digest });
  if (answer?.outcome !== 'evaluated') throw new RangeError('evaluated');
  expect((await (await world.read()).evidence(answer.evidence)).run?.id).toBe(String(id));
});

it('a run that failed is asked for once more; the second failure closes the use', async () => {
  const use = await world.reserved();
  const from = world.sandbox.requests.length;
  world.run(use, 'failure');
  expect([await world.look(use), await world.look(use), world.dispatches(from)]).toEqual(['running', 'running', 1]);
  const second = world.run(use, 'failure');
  expect(await world.look(use)).toBe('closed');
  expect(await world.answerTo(use)).toEqual({
    outcome: 'failed',
    reason: expect.stringMatching(/^run \d+ ended with failure\.$/),
  });
  expect(second).toBeGreaterThan(0);
});

it('a second run that is well after a first that failed counts', async () => {
  const use = await world.reserved();
  world.run(use, 'failure');
  const id = world.run(use, 'success');
  world.leave(id, use, zipSync(filesOf(use, id)));
  expect(await world.look(use)).toBe('closed');
  expect((await world.answerTo(use))?.outcome).toBe('evaluated');
});

it('says moved where someone else wrote first, and the answer is taken at the next look', async () => {
  const use = await world.reserved();
  const id = world.run(use, 'success');
  world.leave(id, use, zipSync(filesOf(use, id)));
  const stale = await world.read();
  await world.reserved();
  expect(await settle(world.repository, stale, [use], 'main')).toBe('moved');
  expect(await world.look(use)).toBe('closed');
});

it('an error of GitHub closes nothing', async () => {
  const use = await world.reserved();
  const id = world.run(use, 'success');
  world.leave(id, use, zipSync(filesOf(use, id)));
  world.sandbox.faults.add({ operation: 'actions/list-workflow-run-artifacts', kind: 'refuse', status: 502 });
  await expect(world.look(use)).rejects.toMatchObject({ status: 502 });
  expect(await world.answerTo(use)).toBeUndefined();
});
