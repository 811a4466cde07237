import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Key, keyText } from '../../../app/key.ts';
import { defaultBackoff, pauseAfter } from '../../../app/queue/backoff.ts';
import { systemClock } from '../../../app/queue/clock.ts';
import { KeyedQueue, type QueueOptions } from '../../../app/queue/keyed-queue.ts';
import type { Outcome } from '../../../app/queue/outcome.ts';
import { AvalError } from '../../../src/core/errors.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const key = (number: number, installation = 1): Key => ({
  installation,
  owner: 'olivia',
  repo: 'credit',
  subject: { kind: 'pull', number },
});

interface Ran {
  readonly key: string;
  readonly at: number;
  readonly urgent: boolean;
}

/** A queue whose work waits to be let go where a test says so. */
function makeQueue(work: QueueOptions['work'] = async () => ({}), more: Partial<QueueOptions> = {}) {
  const ran: Ran[] = [];
  const outcomes: Outcome[] = [];
  const began = performance.now();
  const queue = new KeyedQueue({
    work: (one, signal, urgent) => {
      ran.push({ key: keyText(one).replace(/^.*\//, ''), at: Math.round(performance.now() - began), urgent });
      return work(one, signal, urgent);
    },
    finished: (_, outcome) => outcomes.push(outcome),
    clock: systemClock,
    random: () => 0.5,
    workers: 10,
    quiet: 1_000,
    longestQuiet: 5_000,
    timeLimit: 600_000,
    backoff: defaultBackoff,
    ...more,
  });
  return { queue, ran, outcomes };
}

const platform = (): AvalError => new AvalError('platform', { rule: 'x', message: 'x' });
const limit = (seconds: number): Error =>
  Object.assign(new Error('secondary rate limit'), {
    status: 403,
    response: { headers: { 'retry-after': String(seconds) } },
  });
const elapse = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('coalescing', () => {
  it('looks once at a key that came often, after a second of quiet', async () => {
    const { queue, ran } = makeQueue();
    for (let i = 0; i < 50; i++) queue.add(key(1));
    await vi.advanceTimersByTimeAsync(600);
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ran).toEqual([{ key: '1', at: 1600, urgent: true }]);
  });

  it('waits five seconds at most for a key that never falls quiet', async () => {
    const { queue, ran } = makeQueue();
    for (let i = 0; i < 20; i++) {
      queue.add(key(1));
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(ran.map(({ at }) => at)).toEqual([5000, 10_000]);
  });

  it('runs once more, and only once, when it was dirtied meanwhile', async () => {
    const { queue, ran } = makeQueue(async () => {
      await elapse(3_000);
      return {};
    });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(2_000);
    for (let i = 0; i < 5; i++) queue.add(key(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ran.map(({ at }) => at)).toEqual([1_000, 5_000]);
  });

  it('does not ask for a further look at a key that nothing came for', async () => {
    const { queue, ran } = makeQueue();
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ran).toHaveLength(1);
    expect([queue.depth, queue.oldest, queue.running, queue.waiting]).toEqual([0, 0, 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('workers', () => {
  it('are as many as said, and nothing is dropped when all are busy', async () => {
    let most = 0;
    const { queue, ran } = makeQueue(
      async () => {
        most = Math.max(most, queue.running);
        await elapse(10_000);
        return {};
      },
      { workers: 3 },
    );
    for (let i = 1; i <= 2_000; i++) queue.add(key(i));
    expect(queue.depth).toBe(2_000);
    await vi.advanceTimersByTimeAsync(10_000_000);
    expect([most, ran.length, new Set(ran.map((one) => one.key)).size]).toEqual([3, 2_000, 2_000]);
  });

  it('take what a person waits for before what a sweep found', async () => {
    const { queue, ran } = makeQueue(
      async () => {
        await elapse(1_000);
        return {};
      },
      { workers: 1 },
    );
    for (const number of [1, 2, 3]) queue.add(key(number), false);
    queue.add(key(4));
    await vi.advanceTimersByTimeAsync(1_000); // the first took the only worker
    queue.add(key(3)); // becomes urgent
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ran.map((one) => [one.key, one.urgent])).toEqual([
      ['1', false],
      ['4', true],
      ['3', true],
      ['2', false],
    ]);
  });

  it('tell how long the oldest change has waited', async () => {
    const { queue } = makeQueue(
      async () => {
        await elapse(60_000);
        return {};
      },
      { workers: 1 },
    );
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(1_500);
    queue.add(key(2));
    await vi.advanceTimersByTimeAsync(30_000);
    expect([queue.depth, queue.oldest, queue.running]).toEqual([1, 30_000, 1]);
  });
});

describe('trying again', () => {
  it('waits longer every time, at most five minutes, and stops after eight tries', async () => {
    const { queue, ran, outcomes } = makeQueue(() => Promise.reject(platform()));
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(86_400_000);
    const gaps = ran.slice(1).map(({ at }, index) => at - (ran[index]?.at ?? 0));
    expect(gaps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(7).fill('retry'), 'failed']);
    expect(queue.depth).toBe(0);
  });

  it('pauses at random between nothing and twice as much as before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const pause = pauseAfter(failures, defaultBackoff, random);
          expect(pause).toBeGreaterThanOrEqual(0);
          expect(pause).toBeLessThan(Math.min(300_000, 2_000 * 2 ** (failures - 1)) + 1e-9);
        },
      ),
    );
  });

  it('a delivery does not hasten it, and it starts from one again after a success', async () => {
    const answers = [false, false, true, false];
    const { queue, ran } = makeQueue(
      () => (answers.shift() === false ? Promise.reject(platform()) : Promise.resolve({})),
      {
        backoff: { first: 20_000, longest: 300_000, tries: 8 },
      },
    );
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(2_000);
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(100_000);
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(ran.map(({ at }) => at)).toEqual([1_000, 11_000, 31_000, 103_000, 113_000]);
  });

  it('is counted from one again after a look that went well, even if that asked for another', async () => {
    const fates = ['fail', 'fail', 'again', 'fail'];
    const { queue, outcomes } = makeQueue(async () => {
      const fate = fates.shift();
      if (fate === 'fail') throw platform();
      return fate === 'again' ? { again: 60_000 } : {};
    });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(outcomes.map((outcome) => ('wait' in outcome ? outcome.wait : 0))).toEqual([1_000, 2_000, 60_000, 1_000, 0]);
  });

  it('a key that waits for another try is as old as its change', async () => {
    const backoff = { first: 100_000, longest: 100_000, tries: 8 };
    const { queue } = makeQueue(() => Promise.reject(platform()), { backoff });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(40_000);
    expect([queue.depth, queue.oldest]).toEqual([1, 40_000]);
  });

  it('does not try what would fail again, and looks when the next delivery comes', async () => {
    const { queue, ran, outcomes } = makeQueue(() => Promise.reject(new TypeError('a bug')));
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(outcomes).toEqual([{ kind: 'failed', error: expect.any(TypeError) }]);
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ran).toHaveLength(2);
  });

  it('a limit pauses the whole installation for as long as GitHub says, and no other', async () => {
    let first = true;
    const { queue, ran, outcomes } = makeQueue(async ({ installation }) => {
      if (installation === 2 || !first) return {};
      first = false;
      throw limit(90);
    });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(2_000);
    queue.add(key(2));
    queue.add(key(3, 2));
    await vi.advanceTimersByTimeAsync(200_000);
    expect(ran).toEqual([
      { key: '1', at: 1_000, urgent: true },
      { key: '3', at: 3_000, urgent: true },
      { key: '1', at: 91_000, urgent: true },
      { key: '2', at: 91_000, urgent: true },
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['limited', 'done', 'done', 'done']);
  });

  it('looks once more when a reconciliation says that something outside was not ready', async () => {
    const waits = [60_000, 0, undefined];
    const { queue, ran } = makeQueue(async () => {
      const again = waits.shift();
      return again === undefined ? {} : { again };
    });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(1_000);
    expect([queue.depth, queue.waiting]).toEqual([0, 1]); // nothing is known to have changed
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ran.map(({ at }) => at)).toEqual([1_000, 61_000, 62_000]);
  });

  it('a delivery hastens what only waits for something outside', async () => {
    const { queue, ran } = makeQueue(async () => ({ again: 600_000 }));
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(10_000);
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ran.map(({ at }) => at)).toEqual([1_000, 11_000]);
  });

  it('a try that takes too long is aborted and tried again', async () => {
    const { queue, outcomes } = makeQueue(
      (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(602_000);
    expect(outcomes).toEqual([{ kind: 'retry', wait: 1_000, error: expect.any(AvalError) }]);
  });
});

describe('the end', () => {
  it('lets what runs end, and takes nothing more', async () => {
    const { queue, ran, outcomes } = makeQueue(async () => {
      await elapse(5_000);
      return {};
    });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(1_500);
    queue.add(key(2));
    const stopped = queue.stop(20_000);
    queue.add(key(3));
    expect(queue.depth).toBe(1); // what came before
    await vi.advanceTimersByTimeAsync(5_000);
    await stopped;
    expect([ran.length, outcomes, vi.getTimerCount()]).toEqual([1, [{ kind: 'done' }], 0]);
    expect(vi.getTimerCount()).toBe(0);
    expect(ran).toHaveLength(1);
  });

  it('leaves no timer behind for what asked for another try', async () => {
    const { queue, outcomes } = makeQueue(async () => {
      await elapse(5_000);
      throw platform();
    });
    queue.add(key(1));
    await vi.advanceTimersByTimeAsync(1_500);
    const stopped = queue.stop(20_000);
    await vi.advanceTimersByTimeAsync(5_000);
    await stopped;
    expect([outcomes.map(({ kind }) => kind), vi.getTimerCount()]).toEqual([['retry'], 0]);
  });

  it('aborts what does not end in time, and does not wait for what does not listen', async () => {
    const { queue, outcomes } = makeQueue((one, signal) => {
      if (one.subject.kind === 'pull' && one.subject.number === 2) return new Promise(() => undefined);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    queue.add(key(1));
    queue.add(key(2));
    await vi.advanceTimersByTimeAsync(1_000);
    let stopped = false;
    void queue.stop(20_000).then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(19_999);
    expect(outcomes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([outcomes, stopped]).toEqual([[{ kind: 'stopped' }], false]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stopped).toBe(true);
  });

  it('idle waits for what is dirty or runs', async () => {
    const { queue } = makeQueue(async () => {
      await elapse(5_000);
      return {};
    });
    await queue.idle();
    queue.add(key(1));
    let idle = false;
    void queue.idle().then(() => {
      idle = true;
    });
    await vi.advanceTimersByTimeAsync(5_999);
    expect(idle).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(idle).toBe(true);
  });
});

it('whatever comes when, every change is seen by a try that began after it, and no key is worked on twice at a time', async () => {
  const step = fc.record({ number: fc.integer({ min: 1, max: 4 }), wait: fc.integer({ min: 0, max: 3_000 }) });
  const fate = fc.constantFrom('done', 'platform', 'bug', 'limit', 'again');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.array(fate, { maxLength: 20 }), async (steps, fates) => {
      const busy = new Set<string>();
      const begun = new Map<string, number>();
      const { queue, outcomes } = makeQueue(
        async (one) => {
          const text = keyText(one);
          if (busy.has(text)) throw new Error('twice at a time');
          busy.add(text);
          begun.set(text, performance.now());
          await elapse(700);
          busy.delete(text);
          const end = fates.pop() ?? 'done';
          if (end === 'platform') throw platform();
          if (end === 'bug') throw new TypeError('a bug');
          if (end === 'limit') throw limit(30);
          return end === 'again' ? { again: 5_000 } : {};
        },
        { workers: 2 },
      );
      const changed = new Map<string, number>();
      for (const { number, wait } of steps) {
        queue.add(key(number));
        changed.set(keyText(key(number)), performance.now());
        await vi.advanceTimersByTimeAsync(wait);
      }
      await vi.advanceTimersByTimeAsync(7_200_000);
      expect([queue.depth, queue.running, busy.size]).toEqual([0, 0, 0]);
      for (const [text, at] of changed) expect(begun.get(text)).toBeGreaterThanOrEqual(at);
      expect(outcomes.filter((one) => 'error' in one && /twice/.test(String(one.error)))).toEqual([]);
      await queue.stop(0);
    }),
    { numRuns: 100 },
  );
}, 60_000);
