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
  expect(reports.take(where, report())).toBe('news');
  expect(reports.take(where, report())).toBe('known');
  expect(reports.take(where, report({ commit: 'd'.repeat(40) }))).toBe('known');
  expect(reports.take(where, report({ models: [served({ running: digestA })] }))).toBe('news');
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

it.each([
  [60, 195],
  [10, 45],
  [3600, 600],
])(
  'a server that says it reports every %i s is forgotten after %i s of silence, and is news when it comes back',
  (interval, seconds) => {
    expect(reports.silentIn(where)).toBeUndefined();
    reports.take(where, report({ interval }));
    now = 10_000;
    reports.take(where, report({ server: 'server-2', interval }));
    now = seconds * 1000;
    expect(reports.silentIn(where)).toBe(0);
    expect(standing()).toHaveLength(2);
    now += 1;
    expect(standing()).toHaveLength(1);
    now += 10_000;
    expect(reports.servers).toBe(0);
    expect(reports.reported(where)).toEqual([]);
    expect(reports.silentIn(where)).toBeUndefined();
    expect(reports.take(where, report({ interval }))).toBe('news');
  },
);

it('a server that serves nothing does not count', () => {
  expect(reports.take(where, report({ models: [] }))).toBe('known');
  reports.take(where, report());
  expect(reports.take(where, report({ models: [] }))).toBe('news');
  expect(standing()).toEqual([]);
  expect(reports.servers).toBe(0);
});

it('a report that is shown again, or after a newer one, is nothing: not after the server ended, nor while its copy is not yet too old', () => {
  const [first, second] = [report(), report({ models: [served({ running: digestA })] })];
  expect(reports.take(where, second)).toBe('news');
  for (const copy of [first, second]) expect(reports.take(where, copy)).toBe('late');
  expect(standing()).toEqual([served({ running: digestA })]);
  expect(reports.take(where, { ...first, server: 'server-2' })).toBe('news'); // each process has its own order
  const end = report({ models: [] });
  expect(reports.take(where, end)).toBe('news');
  now += 5 * minute; // no copy of it is taken later, whatever is remembered
  expect(reports.take(where, second)).toBe('late');
  expect(standing()).toHaveLength(0);
});

it('of very many servers those that were silent longest are forgotten', () => {
  for (let i = 0; i < 501; i++)
    reports.take(where, report({ server: `server-${i}`, models: [served({ version: `${i}.0.0` })] }));
  expect(reports.servers).toBe(500);
  expect(standing()[0]?.version).toBe('1.0.0');
});
