import { beforeEach, expect, it } from 'vitest';
import { AskedRuns } from '../../../app/holdout/asked-runs.ts';

const [entry, other] = ['sha256:one', 'sha256:two'];
const minute = 60_000;
let now: number;
let asked: AskedRuns;
beforeEach(() => {
  now = 0;
  asked = new AskedRuns({ now: () => now });
});

/** Looks every half minute for so long, and asks where it is due. Gives the minutes at which it asked. */
function wait(minutes: number, listed = 0): number[] {
  const times: number[] = [];
  for (const end = now + minutes * minute; now < end; now += minute / 2) {
    if (!asked.isDue(entry, listed)) continue;
    asked.asked(entry, listed);
    times.push(now / minute);
  }
  return times;
}

it('asks at once, then ever more slowly, and hourly in the end', () => {
  const times = wait(600);
  expect(times.slice(0, 4)).toEqual([0, 2, 5.5, 12]);
  expect(times.slice(-2).reduce((a, b) => b - a)).toBe(60.5);
});

it('two asks without a run are told with the third, and so is each that follows, once', () => {
  const told: unknown[] = [];
  for (let i = 0; i < 40; i++) {
    wait(0.5);
    const news = asked.news(entry);
    if (news !== undefined) told.push([now / minute, news]);
  }
  expect(told).toEqual([
    [6, { kind: 'unlisted', times: 3 }],
    [12.5, { kind: 'unlisted', times: 4 }],
  ]);
  expect([asked.unbegun(entry), asked.unbegun(other)]).toEqual([{ kind: 'unlisted', times: 4 }, undefined]);
  expect(asked.unbegunCount).toBe(1);
});

it.each<[string, () => void]>([
  ['a run that begins', () => asked.began(entry)],
  ['an answer', () => asked.forget(entry)],
])('%s ends it', (_, end) => {
  wait(10);
  end();
  expect([asked.unbegun(entry), asked.news(entry), asked.unbegunCount]).toEqual([undefined, undefined, 0]);
});

it('a run in the queue is nothing to tell for a quarter of an hour, also after a restart', () => {
  asked.queued(entry, 7);
  now = 15 * minute;
  asked.queued(entry, 7);
  expect(asked.unbegun(entry)).toBeUndefined();
  now += 1;
  expect(asked.unbegun(entry)).toEqual({ kind: 'queued', run: 7 });
  asked.began(entry);
  expect(asked.unbegun(entry)).toBeUndefined();
});

it('a run that shows up late in the queue is no reason to look any more, until it stays there', () => {
  wait(10);
  asked.queued(entry, 7);
  expect(asked.unbegun(entry)).toBeUndefined();
});

it('after a run that failed another is asked for soon, and as patiently as the first', () => {
  wait(1);
  asked.began(entry);
  now += 5000;
  expect(wait(20, 1)).toHaveLength(4);
  expect(asked.unbegun(entry)).toEqual({ kind: 'unlisted', times: 4 });
});
