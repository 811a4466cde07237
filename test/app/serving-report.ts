import { reportFormat, type ServedModel, type ServingReport } from '../../src/core/serving-report/report.ts';

export const digestA = `sha256:${'a'.repeat(64)}`;
export const digestB = `sha256:${'b'.repeat(64)}`;

/** How credit-risk stands on a server: B is wanted; what isn't said runs as it must. */
export const served = (more: Partial<ServedModel> = {}): ServedModel => ({
  model: 'credit-risk',
  version: '1.1.0',
  digest: digestB,
  running: digestB,
  ...more,
});

let sent = 0;
/** Now, and later than any before. */
function sentNow(): string {
  sent = Math.max(Date.now(), sent + 1);
  return new Date(sent).toISOString();
}

export const report = (more: Partial<ServingReport> = {}): ServingReport => ({
  format: reportFormat,
  repository: 'olivia/credit',
  environment: 'staging',
  server: 'server-1',
  time: sentNow(),
  interval: 60,
  commit: 'c'.repeat(40),
  models: [served()],
  ...more,
});
