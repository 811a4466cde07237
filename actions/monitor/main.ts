import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AvalError } from '../../src/core/errors.ts';
import { fitReport, type ReportPart } from '../../src/core/monitoring-report/fit-report.ts';
import { reportBytes, reportFile } from '../../src/core/monitoring-report/report.ts';
import { type MonitoredReport, monitoringMarkdown } from '../../src/core/report/monitoring-markdown.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { parseCredentials } from '../../src/engines/http/credentials.ts';
import { type PredictionPlace, predictionPlace } from '../../src/engines/predictions/prediction-place.ts';
import type { S3Access } from '../../src/engines/predictions/s3-access.ts';
import { namedModels } from '../../src/engines/workspace/select-models.ts';
import type { Workspace } from '../../src/engines/workspace/workspace.ts';
import { openSession } from '../session.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';
import { watchModel } from './watch-model.ts';

/** What the run has beside its inputs. */
export interface Runner {
  /** Microseconds since 1970. */
  readonly now: number;
  readonly s3Access: () => S3Access;
  readonly signal: AbortSignal;
}

/**
 * Looks at the windows of every model with `monitor:` that are over at `now`, and writes one report. It moves no lock: where the
 * windows ask for a retraining, the locks that would move are part of the report. A model that can't be looked at does not keep the others.
 */
export async function main(toolkit: Toolkit, context: RunContext, { now, s3Access, signal }: Runner): Promise<void> {
  const credentials = parseCredentials(toolkit.input('credentials'));
  for (const value of credentials.values()) toolkit.secret(value);
  const { workspace } = await openSession(toolkit, context, { credentials });
  const predictions = placeOf(toolkit, context, workspace, s3Access);
  await using folderOfRun = await mkdtempDisposable(join(tmpdir(), 'aval-monitor-'));
  const settings = { predictions, now, log: toolkit.log, scratch: folderOfRun.path, signal };
  const parts: ReportPart[] = [];
  const reports: MonitoredReport[] = [];
  for (const model of namedModels(workspace, [])) {
    if (workspace.head.definitions.models.get(model)?.monitor === undefined) continue;
    try {
      const { report, part } = await watchModel(workspace, model, settings);
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

/** As the step says, or aval.yaml: a folder below the checkout, or `s3://`. */
function placeOf(
  toolkit: Toolkit,
  { folder }: RunContext,
  { head }: Workspace,
  s3Access: () => S3Access,
): PredictionPlace {
  const address = toolkit.input('predictions') || head.definitions.project.predictions;
  if (address !== undefined)
    return predictionPlace(address.includes('://') ? address : resolve(folder, address), s3Access);
  const hint = 'Add to aval.yaml: predictions: predictions/ (or s3://bucket/prefix)';
  throw new AvalError('config', {
    rule: 'monitoring.place',
    message: 'aval.yaml does not say where predictions are',
    hint,
  });
}
