import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reconcile } from '../../app/reconcile.ts';
import { type AppWorld, makeAppWorld, startRecorded } from './app-world.ts';

let world: AppWorld;
beforeAll(async () => {
  world = await makeAppWorld();
});
afterAll(() => world.end());

/** An App that is in the middle of its first reconciliation. */
async function busy(work: (signal: AbortSignal) => Promise<void>) {
  const begun = Promise.withResolvers<void>();
  const reconcile: Reconcile = async (_, { signal }) => {
    begun.resolve();
    await work(signal);
    return {};
  };
  const app = await startRecorded(world, reconcile);
  await begun.promise;
  return { ...app, health: () => fetch(`http://127.0.0.1:${app.running.address.port}/healthz`) };
}

it('lets what runs end, is not healthy meanwhile, and is gone afterwards', async () => {
  const go = Promise.withResolvers<void>();
  const { running, lines, health } = await busy(() => go.promise);
  expect((await health()).status).toBe(200);
  const stopped = running.stop();
  expect((await health()).status).toBe(503);
  go.resolve();
  await stopped;
  await expect(health()).rejects.toThrow('fetch failed');
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ outcome: 'done' }));
});

it('aborts what does not end in time', async () => {
  const { running, lines } = await busy(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const started = performance.now();
  await running.stop(200);
  expect(performance.now() - started).toBeLessThan(1_500);
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ outcome: 'stopped' }));
});

it('finds at the next start what it left', async () => {
  const { running, keys } = await busy(async () => undefined);
  await running.idle();
  expect(keys.map(({ repo, subject }) => [repo, subject.kind])).toEqual([['credit', 'repository']]);
  await running.stop();
});
