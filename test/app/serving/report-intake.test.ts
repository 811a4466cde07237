import { expect, it } from 'vitest';
import type { Key } from '../../../app/key.ts';
import { createReportIntake } from '../../../app/serving/report-intake.ts';
import { ServingReports } from '../../../app/serving/serving-reports.ts';
import { Silence } from '../../../app/serving/silence.ts';
import { report } from '../serving-report.ts';

it('what landed is looked at when a report is news and when its server falls silent, not when a report is known or late', async () => {
  const added: Key[] = [];
  const told: string[] = [];
  const timers: { readonly after: number; readonly run: () => void }[] = [];
  let now = 0;
  const reports = new ServingReports({ now: () => now });
  const clock = {
    after(after: number, run: () => void) {
      const timer = { after, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  };
  const intake = createReportIntake({
    queue: { add: (key) => added.push(key) },
    repositories: { find: async () => ({ installation: 1, owner: 'olivia', repo: 'credit' }) },
    reports,
    silence: new Silence(clock, reports),
    metrics: { reported: (outcome) => told.push(outcome) },
  });
  const first = report();
  expect(await intake(first)).toBe('news');
  expect(await intake(report())).toBe('known');
  expect(await intake(first)).toBe('late');
  const key = { installation: 1, owner: 'olivia', repo: 'credit', subject: { kind: 'landed' } };
  expect(added).toEqual([key]);
  expect(told).toEqual(['news', 'known']); // the receiver counts what is refused
  expect(timers.map(({ after }) => after)).toEqual([195_001]);
  now = 195_001;
  timers[0]?.run();
  expect(added).toEqual([key, key]);
});
