import { expect, test } from 'vitest';
import { servingReportSchema } from '../../../src/core/serving-report/report.ts';
import { report, served } from '../../app/serving-report.ts';

test('a report may say a fault, that nothing runs, or nothing at all', () => {
  for (const models of [[served({ running: null, fault: 'f'.repeat(500) })], []]) {
    expect(servingReportSchema.parse(report({ models }))).toEqual(report({ models }));
  }
});

test.each<[string, object]>([
  ['an unknown key', { more: 1 }],
  ['another format', { format: 'aval/serving-report/v2' }],
  ['a repository that climbs', { repository: 'olivia/..' }],
  ['an owner that climbs', { repository: '../models' }],
  ['an environment that is no name', { environment: '../x' }],
  ['a server of one letter', { server: 'a' }],
  ['a commit that is none', { commit: 'main' }],
  ['a model that climbs', { models: [served({ model: '../x' })] }],
  ['a digest that is none', { models: [served({ digest: 'sha256:0' })] }],
  ['a long fault', { models: [served({ fault: 'f'.repeat(501) })] }],
  ['too many models', { models: Array.from({ length: 1001 }, () => served()) }],
])('%s is refused', (_, change) => {
  expect(servingReportSchema.safeParse({ ...report(), ...change }).success).toBe(false);
});
