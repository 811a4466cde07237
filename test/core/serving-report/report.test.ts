import { expect, test } from 'vitest';
import { servingReportSchema } from '../../../src/core/serving-report/report.ts';
import { report, served } from '../../app/serving-report.ts';

test('a report may say a fault, that nothing runs, or nothing at all', () => {
  for (const models of [[served({ running: null, fault: 'f'.repeat(500) })], []]) {
    const one = report({ models });
    expect(servingReportSchema.parse(one)).toEqual(one);
  }
});

test.each<[string, object]>([
  ['an unknown key', { more: 1 }],
  ['another format', { format: 'aval/serving-report/v2' }],
  ['a repository that climbs', { repository: 'olivia/..' }],
  ['an owner that climbs', { repository: '../models' }],
  ['an environment that is no name', { environment: '../x' }],
  ['a server of one letter', { server: 'a' }],
  ['a time of another zone', { time: '2026-05-27T08:30:00.000+02:00' }],
  ['a time without milliseconds, which would not compare as text', { time: '2026-05-27T08:30:00Z' }],
  ['an interval of nothing', { interval: 0 }],
  ['an interval of a day', { interval: 86_400 }],
  ['a commit that is none', { commit: 'main' }],
  ['a model that climbs', { models: [served({ model: '../x' })] }],
  ['a digest that is none', { models: [served({ digest: 'sha256:0' })] }],
  ['a long fault', { models: [served({ fault: 'f'.repeat(501) })] }],
  ['too many models', { models: Array.from({ length: 1001 }, () => served()) }],
])('%s is refused', (_, change) => {
  expect(servingReportSchema.safeParse({ ...report(), ...change }).success).toBe(false);
});
