import { pathOf } from '../../src/core/definitions/place.ts';
import type { SourceLock } from '../../src/core/definitions/schema/source.ts';
import { decideRetraining, parseRetrainRule } from '../../src/core/monitoring/decide-retraining.ts';
import { longestCourse, type ReportPart } from '../../src/core/monitoring-report/fit-report.ts';
import type { MonitoredReport } from '../../src/core/report/monitoring-markdown.ts';
import { lastEnvironment } from '../../src/engines/workspace/champion.ts';
import type { Workspace } from '../../src/engines/workspace/workspace.ts';
import type { ChildLimits } from '../child/run-child.ts';
import { type FetchSettings, fetchModel, fetchNewestOf } from './fetch-model.ts';
import { foundLocksSchema, foundWindowsSchema } from './job.ts';
import { runJob } from './run-job.ts';

export interface WatchSettings extends FetchSettings {
  readonly signal: AbortSignal;
}

export interface WatchedModel {
  readonly report: MonitoredReport;
  /** Absent where there is nothing to look at. */
  readonly part?: ReportPart;
}

/**
 * One model that runs in the last environment: its windows, whether they ask for a retraining, and the locks that this would move. What takes a
 * credential is fetched here; data are read by processes without one.
 */
export async function watchModel(workspace: Workspace, model: string, settings: WatchSettings): Promise<WatchedModel> {
  const { now, scratch, signal } = settings;
  const { definitions } = workspace.head;
  const declared = definitions.models.get(model)?.monitor?.retrain;
  const rule = declared && parseRetrainRule(declared);
  const fetched = await fetchModel(workspace, model, settings);
  if (fetched === undefined) {
    return { report: { model, because: `${lastEnvironment(workspace.head)} runs no version of it` } };
  }
  const { readable, ...places } = fetched;
  const limits = { ...definitions.project.compute, readable };
  const newest = (rule?.of ?? 1) + longestCourse; // a run each day must not look at every window since the first prediction
  const job = { look: 'windows', repository: workspace.repository.root, model, now, newest, ...places } as const;
  const { found, notes } = await runJob(job, foundWindowsSchema, scratch, limits, signal);
  for (const note of notes) settings.log(note);
  if ('because' in found) return { report: { model, because: found.because } };
  const { version, package: digest, windows } = found;
  const decision = rule && decideRetraining(windows, rule);
  const locks = decision?.decision === 'retrain' ? await locksOf(workspace, model, settings, limits) : [];
  const part = { model, version, package: digest, windows, locks, decisive: rule?.of ?? 1 };
  return { part, report: { model, version, windows, moves: locks.map(moveText), ...(decision && { decision }) } };
}

const moveText = ({ source, until }: SourceLock): string => `${pathOf('SourceLock', source)} to ${until ?? 'now'}`;

async function locksOf(
  workspace: Workspace,
  model: string,
  { now, scratch, log, signal }: WatchSettings,
  limits: ChildLimits,
): Promise<SourceLock[]> {
  const fetched = await fetchNewestOf(workspace, model);
  const job = { look: 'locks', repository: workspace.repository.root, model, now, fetched } as const;
  const { found, notes } = await runJob(job, foundLocksSchema, scratch, limits, signal);
  for (const note of notes) log(note);
  return found;
}
