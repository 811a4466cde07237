import { join, resolve } from 'node:path';
import { AvalError } from '../../src/core/errors.ts';
import { fitReport, type ReportPart } from '../../src/core/monitoring-report/fit-report.ts';
import { reportBytes, reportFile } from '../../src/core/monitoring-report/report.ts';
import { type MonitoredReport, monitoringMarkdown } from '../../src/core/report/monitoring-markdown.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { parseCredentials } from '../../src/engines/http/credentials.ts';
import { namedModels } from '../../src/engines/workspace/select-models.ts';
import type { Workspace } from '../../src/engines/workspace/workspace.ts';
import { openSession } from '../session.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';
import { watchModel } from './watch-model.ts';

/**
 * Looks at the windows of every model with `monitor:` that are over at `now` (microseconds since 1970), and writes one report. It moves no lock: where the
 * windows ask for a retraining, the locks that would move are part of the report. A model that can't be looked at does not keep the others.
 */
export async function main(toolkit: Toolkit, context: RunContext, now: number): Promise<void> {
  const credentials = parseCredentials(toolkit.input('credentials'));
  for (const value of credentials.values()) toolkit.secret(value);
  const session = await openSession(toolkit, context, { credentials });
  const { workspace } = session;
  const predictions = predictionsFolder(toolkit, context, workspace);
  const parts: ReportPart[] = [];
  const reports: MonitoredReport[] = [];
  for (const model of namedModels(workspace, [])) {
    if (workspace.head.definitions.models.get(model)?.monitor === undefined) continue;
    try {
      const { report, part } = await watchModel(session, model, { predictions, now, log: toolkit.log });
      reports.push(report);
      if (part !== undefined) parts.push(part);
    } catch (error) {
      if (!(error instanceof AvalError)) throw error;
      for (const fault of error.faults) toolkit.annotate(fault);
      reports.push({ model, because: error.message });
    }
  }
  const { report, leftOut } = fitReport((await workspace.repository.headCommit()) ?? '', parts);
  if (leftOut.length > 0) {
    const message = `the report has no room for ${leftOut.join(', ')}: the App does not hear of them`;
    toolkit.annotate({ rule: 'monitoring.room', message });
  }
  const folder = join(context.folder, 'aval-out');
  await replaceFile(join(folder, reportFile), reportBytes(report));
  await toolkit.summary(monitoringMarkdown(reports));
  toolkit.output('folder', folder);
  toolkit.output('retrain', JSON.stringify(reports.flatMap(retrained)));
}

function retrained(report: MonitoredReport): readonly string[] {
  return 'decision' in report && report.decision?.decision === 'retrain' ? [report.model] : [];
}

/** A folder: what lies elsewhere is copied by a step before. */
function predictionsFolder(toolkit: Toolkit, { folder }: RunContext, { head }: Workspace): string {
  const place = toolkit.input('predictions') || head.definitions.project.predictions;
  if (place !== undefined && !place.includes('://')) return resolve(folder, place);
  const message =
    place === undefined ? 'aval.yaml does not say where predictions are' : `${place} is no folder of this machine`;
  const hint = 'Copy them by a step before, and name their folder: predictions.';
  throw new AvalError('config', { rule: 'monitoring.place', message, hint });
}
