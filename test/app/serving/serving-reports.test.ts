import { beforeEach, expect, it } from 'vitest';
import { ServingReports } from '../../../app/serving/serving-reports.ts';
import { digestA, report, served } from '../serving-report.ts';

const where = { owner: 'olivia', repo: 'credit' };
const minute = 60_000;
let now: number;
let reports: ServingReports;
beforeEach(() => {
  now = 0;
  reports = new ServingReports({ now: () => now });
});
const standing = (environment = 'staging') => reports.of(where, environment, 'credit-risk');

it('the first report of a server is news, its repetition is not, another commit neither, another state is', () => {
  expect(reports.take(where, report())).toBe(true);
  expect(reports.take(where, report())).toBe(false);
  expect(reports.take(where, report({ commit: 'd'.repeat(40) }))).toBe(false);
  expect(reports.take(where, report({ models: [served({ running: digestA })] }))).toBe(true);
  expect(standing()).toEqual([served({ running: digestA })]);
});

it('servers, environments and repositories are told apart; the case of a name is nothing', () => {
  reports.take(where, report());
  reports.take({ owner: 'Olivia', repo: 'Credit' }, report({ server: 'server-2', models: [served({ fault: 'no' })] }));
  reports.take(where, report({ environment: 'production', models: [served({ model: 'other' })] }));
  reports.take({ owner: 'mallory', repo: 'credit' }, report({ models: [served({ running: null })] }));
  expect(standing()).toEqual([served(), served({ fault: 'no' })]);
  expect(standing('production')).toEqual([undefined]);
  expect(reports.reported(where)).toEqual([
    { environment: 'staging', model: 'credit-risk' },
    { environment: 'production', model: 'other' },
  ]);
  expect(reports.servers).toBe(4);
});

it('a server that is silent for ten minutes is forgotten, and is news when it comes back', () => {
  reports.take(where, report());
  now = 9 * minute;
  reports.take(where, report({ server: 'server-2' }));
  now = 10 * minute;
  expect(standing()).toHaveLength(2);
  now += 1;
  expect(standing()).toHaveLength(1);
  now = 20 * minute;
  expect(reports.servers).toBe(0);
  expect(reports.reported(where)).toEqual([]);
  expect(reports.take(where, report())).toBe(true);
});

it('a server that serves nothing does not count', () => {
  expect(reports.take(where, report({ models: [] }))).toBe(false);
  reports.take(where, report());
  expect(reports.take(where, report({ models: [] }))).toBe(true);
  expect(standing()).toEqual([]);
});

it('of very many servers those that were silent longest are forgotten', () => {
  for (let i = 0; i < 501; i++)
    reports.take(where, report({ server: `server-${i}`, models: [served({ version: `${i}.0.0` })] }));
  expect(reports.servers).toBe(500);
  expect(standing()[0]?.version).toBe('1.0.0');
});
