import { beforeEach, expect, it } from 'vitest';
import { ServingReports } from '../../../app/serving/serving-reports.ts';
import { Silence } from '../../../app/serving/silence.ts';
import { report } from '../serving-report.ts';

const where = { owner: 'olivia', repo: 'credit' };
const timers = new Set<{ readonly at: number; readonly run: () => void }>();
let now: number;
let fell: number;
let reports: ServingReports;
let silence: Silence;
beforeEach(() => {
  [now, fell] = [0, 0];
  timers.clear();
  const clock = {
    now: () => now,
    after(milliseconds: number, run: () => void) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  reports = new ServingReports(clock);
  silence = new Silence(clock, reports);
});

function reported(more: Parameters<typeof report>[0]) {
  reports.take(where, report(more));
  silence.watch(where, () => {
    fell += 1;
  });
}
function until(time: number) {
  now = time;
  for (const timer of [...timers].filter(({ at }) => at <= time)) {
    timers.delete(timer);
    timer.run();
  }
}

it('a server that is killed is noticed once, when its patience is over; one that goes on reporting never', () => {
  reported({ server: 'killed-1' });
  for (let minute = 0; minute < 20; minute++) {
    until(minute * 60_000);
    reported({ server: 'running-1' });
    expect(fell).toBe(minute < 4 ? 0 : 1);
    expect(timers.size).toBe(1);
  }
});

it('each of two is noticed; one that ended in order is not', () => {
  reported({ server: 'killed-1' });
  reported({ server: 'killed-2', interval: 100 });
  reported({ server: 'ended-11' });
  reported({ server: 'ended-11', models: [] });
  until(195_001);
  expect([fell, timers.size]).toEqual([1, 1]);
  until(315_001);
  expect([fell, timers.size]).toEqual([2, 0]);
});

it('at its end it lets go of its timers', () => {
  reported({});
  silence.end();
  expect(timers.size).toBe(0);
});
