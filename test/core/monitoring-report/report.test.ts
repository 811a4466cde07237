import { expect, test } from 'vitest';
import { fitReport, type ReportPart } from '../../../src/core/monitoring-report/fit-report.ts';
import {
  type MonitoringReport,
  mostReportBytes,
  parseMonitoringReport,
  reportBytes,
} from '../../../src/core/monitoring-report/report.ts';
import { evidenceOf } from '../monitoring/made-evidence.ts';

const commit = '1'.repeat(40);
const windows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((week) => evidenceOf(week, week > 9 ? 'drift' : 'steady'));
const [first] = windows;
const lock = {
  apiVersion: 'aval/v1',
  kind: 'SourceLock',
  source: 'departures',
  rows: 5,
  until: '2001-07-01T00:00:00Z',
} as const;
const part = (model: string, more: Partial<ReportPart> = {}): ReportPart => ({
  model,
  version: '1.0.0',
  package: first?.package ?? '',
  windows: windows.map((window) => ({ ...window, model })),
  locks: [],
  decisive: 3,
  ...more,
});
const report = (models = [part('flight-delay', { locks: [lock] })]): MonitoringReport =>
  fitReport(commit, models).report;
const written = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test('what is written is read again, the same to the byte', () => {
  const bytes = reportBytes(report());
  expect(parseMonitoringReport(bytes)).toEqual(report());
  expect(reportBytes(parseMonitoringReport(bytes))).toEqual(bytes);
});

test('the newest windows that decide and seven before them are kept', () => {
  expect(report().models[0]?.windows.map(({ window }) => window.until)).toEqual(
    windows.slice(-10).map(({ window }) => window.until),
  );
});

test('where there is no room the course over time goes first, then models without new locks', () => {
  const models = [part('a'), part('b', { locks: [lock] }), part('c')];
  const whole = reportBytes(report(models)).length;
  const shorter = fitReport(commit, models, whole - 1);
  expect(shorter.report.models.map((one) => one.windows.length)).toEqual([6, 6, 6]);
  const least = reportBytes(fitReport(commit, models, 1).report).length;
  const one = fitReport(commit, models, least + 4000);
  expect(one.report.models.map(({ model }) => model)).toContain('b');
  expect(one.leftOut.length).toBeGreaterThan(0);
  expect(reportBytes(one.report).length).toBeLessThanOrEqual(least + 4000);
});

test.each([
  ['what is not JSON', new TextEncoder().encode('{'), 'json'],
  ['what is not UTF-8', Uint8Array.of(0xff, 0xfe), 'json'],
  ['an unknown key', written({ ...report(), more: 1 }), 'schema'],
  ['a path where a source should be', written(report([part('a', { locks: [{ ...lock, source: '../x' }] })])), 'schema'],
  ['a commit that is none', written({ ...report(), commit: 'main' }), 'schema'],
  ['windows of another model', written(report([part('a', { windows })])), 'mixed'],
  ['a model twice', written(report([part('a'), part('a')])), 'twice'],
  ['more than a mebibyte', new Uint8Array(mostReportBytes + 1), 'size'],
])('%s is refused', (_, bytes, rule) => {
  expect(() => parseMonitoringReport(bytes)).toThrow(
    expect.objectContaining({
      class: 'evidence',
      faults: [expect.objectContaining({ rule: `monitoringReport.${rule}` })],
    }),
  );
});
