import { expect, test } from 'vitest';
import { reportLink } from '../../../app/pull/report-link.ts';
import { ownRun } from './sample-observed.ts';

const page = 'https://github.com/olivia/lending';
const job = (detailsUrl: string, name = 'evaluate (credit-risk)', conclusion = 'success') => ({
  ...ownRun('completed', conclusion, name),
  detailsUrl,
});

test('leads to the artifacts of the run that evaluated the model', () => {
  const checks = [job(`${page}/actions/runs/6/job/1`, 'plan'), job(`${page}/actions/runs/7/job/2`)];
  expect(reportLink(checks, ['credit-risk'], page)).toBe(`${page}/actions/runs/7#artifacts`);
  expect(reportLink(checks, ['flight-delay'], page)).toBeUndefined();
});

test.each([
  'https://e.vil/olivia/lending/actions/runs/7/job/2',
  'https://github.com/olivia/lending-evil/actions/runs/7',
  `${page}/actions/runs/7evil`,
  `${page}/actions/runs/`,
  'javascript:alert(1)',
])('%s is nowhere that a reviewer should be sent', (address) => {
  expect(reportLink([job(address)], ['credit-risk'], page)).toBeUndefined();
});

test('a job that failed left no page, and another App’s check is no job', () => {
  const address = `${page}/actions/runs/7/job/2`;
  expect(reportLink([job(address, 'evaluate (credit-risk)', 'failure')], ['credit-risk'], page)).toBeUndefined();
  expect(reportLink([{ ...job(address), appSlug: 'other' }], ['credit-risk'], page)).toBeUndefined();
});
