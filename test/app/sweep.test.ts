import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../app/github/connect.ts';
import { keyText } from '../../app/key.ts';
import { systemClock } from '../../app/queue/clock.ts';
import { readSettings } from '../../app/settings.ts';
import { sweep, sweepForever } from '../../app/sweep.ts';
import { type AppWorld, environmentFor, makeAppWorld } from './app-world.ts';

describe('a sweep', () => {
  let world: AppWorld;
  beforeAll(async () => {
    world = await makeAppWorld();
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  afterEach(() => world.sandbox.faults.clear());

  const swept = async () => {
    const settings = readSettings(environmentFor(world.sandbox.url, { APP_ID: String(world.app.id) }));
    const keys: string[] = [];
    const enqueue = (key: Parameters<typeof keyText>[0]) => keys.push(keyText(key).replace(/^\d+\//, ''));
    const log = pino({ level: 'silent' });
    return { ...(await sweep({ probot: connect(settings, log), enqueue, log })), keys };
  };

  it('asks for every repository that an installation covers, page after page', async () => {
    const { sandbox, app } = world;
    const organisation = sandbox.user('bank', 'Organization');
    for (const name of ['one', 'two']) await sandbox.addRepository({ owner: organisation, name });
    sandbox.install(app, organisation, [sandbox.repository('bank/two')]);
    // only listed, never looked into, so one of them stands for all
    for (let i = 0; i < 101; i++) {
      const many = { id: sandbox.world.id(), name: `many-${i}` };
      sandbox.world.repositories.set(many.id, Object.assign(Object.create(world.repository), many));
    }
    const { repositories, failed, keys } = await swept();
    expect([repositories, failed, new Set(keys).size]).toEqual([103, 0, 103]);
    for (const { id, name } of sandbox.world.repositories.values()) {
      if (name.startsWith('many-')) sandbox.world.repositories.delete(id);
    }
    expect(keys).toContain('bank/two/repository');
    expect(keys).not.toContain('bank/one/repository');
  }, 60_000);

  it('goes on where one installation cannot be listed, and says so', async () => {
    world.sandbox.faults.add({ operation: 'apps/list-repos-accessible-to-installation', kind: 'refuse', status: 403 });
    const { repositories, failed, keys } = await swept();
    expect([repositories, failed, keys]).toEqual([1, 1, ['bank/two/repository']]);
  }, 60_000);
});

describe('sweeps', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const run = (answer: () => Promise<boolean>, random = 0.5) => {
    vi.useFakeTimers();
    const at: number[] = [];
    const began = performance.now();
    const once = (): Promise<boolean> => {
      at.push(Math.round((performance.now() - began) / 1000));
      return answer();
    };
    return { at, sweeps: sweepForever(once, { every: 10, clock: systemClock, random: () => random }) };
  };

  it('come at the start and after every interval, until they are ended', async () => {
    const { at, sweeps } = run(async () => true);
    await vi.advanceTimersByTimeAsync(1_300_000);
    expect(at).toEqual([0, 600, 1200]);
    sweeps.end();
    await vi.advanceTimersByTimeAsync(6_000_000);
    expect(at).toHaveLength(3);
  });

  it('are spread around the interval', async () => {
    for (const [random, second] of [
      [0, 540],
      [0.999_999, 660],
    ] as const) {
      const { at, sweeps } = run(async () => true, random);
      await vi.advanceTimersByTimeAsync(700_000);
      expect(at).toEqual([0, second]);
      sweeps.end();
      vi.useRealTimers();
    }
  });

  it('come sooner after one that found not everything, and never two at a time', async () => {
    const { at, sweeps } = run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100_000));
      return false;
    });
    await vi.advanceTimersByTimeAsync(400_000);
    expect(at).toEqual([0, 160, 320]);
    sweeps.end();
  });
});
