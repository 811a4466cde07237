import { pathOf } from '../../src/core/definitions/place.ts';
import type { SourceLock } from '../../src/core/definitions/schema/source.ts';
import { canonicalJson } from '../../src/core/digest.ts';
import { decideRetraining, parseRetrainRule } from '../../src/core/monitoring/decide-retraining.ts';
import { longestCourse, type ReportPart } from '../../src/core/monitoring-report/fit-report.ts';
import type { MonitoredReport } from '../../src/core/report/monitoring-markdown.ts';
import { lastEnvironment } from '../../src/engines/workspace/champion.ts';
import { monitorModel } from '../../src/engines/workspace/monitor.ts';
import { monitoringFolder } from '../../src/engines/workspace/monitor-file.ts';
import { newestLock, openSources } from '../../src/engines/workspace/source-data.ts';
import { resolveOn, type Workspace } from '../../src/engines/workspace/workspace.ts';
import type { Session } from '../session.ts';

export interface WatchSettings {
  /** The folder of all predictions. */
  readonly predictions: string;
  /** Microseconds since 1970. */
  readonly now: number;
  readonly log: (line: string) => void;
}

export interface WatchedModel {
  readonly report: MonitoredReport;
  /** Absent where there is nothing to look at. */
  readonly part?: ReportPart;
}

/** One model that runs in the last environment: its windows, whether they ask for a retraining, and the locks that this would move. */
export async function watchModel(
  { workspace, frames, progress }: Session,
  model: string,
  { predictions, now, log }: WatchSettings,
): Promise<WatchedModel> {
  const after = workspace.head.definitions.models.get(model)?.monitor?.retrain?.after;
  const rule = after === undefined ? undefined : parseRetrainRule(after);
  const monitored = await monitorModel(workspace, model, {
    environment: lastEnvironment(workspace.head),
    until: now,
    newest: (rule?.of ?? 1) + longestCourse, // a run each day must not look at every window since the first prediction
    predictions,
    output: monitoringFolder(workspace),
    frames,
    progress,
    log,
  });
  if ('because' in monitored) return { report: monitored };
  const { running, windows: written } = monitored;
  const { version, digest } = running;
  const windows = written.map(({ evidence }) => evidence);
  const decision = rule && decideRetraining(windows, rule);
  const locks = decision?.decision === 'retrain' ? await movedLocks(workspace, model, now, log) : [];
  const part = { model, version, package: digest, windows, locks, decisive: rule?.of ?? 1 };
  return { part, report: { model, version, windows, moves: locks.map(moveText), ...(decision && { decision }) } };
}

const moveText = ({ source, until }: SourceLock): string => `${pathOf('SourceLock', source)} to ${until ?? 'now'}`;

/** What `aval data update` would write for the sources with a time that the model reads, where that differs. A source whose data fail a check stays. */
async function movedLocks(
  workspace: Workspace,
  model: string,
  now: number,
  log: (line: string) => void,
): Promise<SourceLock[]> {
  const { sources } = await resolveOn(workspace.head, model);
  const timed = [...sources.values()].filter(({ time }) => time !== undefined).map(({ name }) => name);
  if (timed.length === 0) return [];
  const data = await openSources(workspace.repository.root, timed, workspace.credentials);
  const moved: SourceLock[] = [];
  for (const source of data.sources) {
    const { lock, checks } = await newestLock(data, source, now);
    for (const { check, column = source.name } of checks.filter(({ success }) => !success)) {
      log(`source ${source.name} stays where its lock is: ${column} fails ${check}`);
    }
    const standing = data.definitions.locks.get(source.name);
    if (lock !== undefined && canonicalJson(lock) !== canonicalJson(standing ?? null)) moved.push(lock);
  }
  return moved;
}
