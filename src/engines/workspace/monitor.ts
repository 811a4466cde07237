import { join } from 'node:path';
import { durationMicros } from '../../core/definitions/schema/values.ts';
import { AvalError } from '../../core/errors.ts';
import { personalFeatures } from '../../core/features/personal-features.ts';
import { timeMicros } from '../../core/features/time-text.ts';
import { monitorWindow } from '../../core/monitoring/monitor-window.ts';
import type { MonitoringEvidence } from '../../core/monitoring/monitoring-evidence.ts';
import { wholeWindows } from '../../core/monitoring/windows.ts';
import type { Package } from '../../core/registry/package.ts';
import type { Progress } from '../../core/training/engine.ts';
import { loggedFiles } from '../predictions/logged-files.ts';
import type { PredictionPlace } from '../predictions/prediction-place.ts';
import { type DefinedVersion, definedVersion } from './champion.ts';
import type { FrameReader } from './frames.ts';
import { type WrittenEvidence, writeMonitoring } from './monitor-file.ts';
import { labelsOf, onNewestData } from './monitor-labels.ts';
import { performanceOf } from './monitor-performance.ts';
import { openPredictions, type PredictionLog } from './monitor-predictions.ts';
import { type MonitorRule, monitoringReference } from './monitor-reference.ts';
import { engineOf } from './train.ts';
import { resolveOn, type Workspace } from './workspace.ts';

export interface MonitorSettings {
  readonly environment: string;
  /** Microseconds since 1970; a window that isn't over by then is not looked at. */
  readonly until: number;
  /** How many windows are looked at, the newest; all of them if it isn't said. */
  readonly newest?: number;
  readonly predictions: PredictionPlace;
  /** Where evidence goes. */
  readonly output: string;
  readonly frames: FrameReader;
  readonly progress: Progress;
  readonly log: (line: string) => void;
}

export interface MonitoredWindow extends WrittenEvidence {
  readonly evidence: MonitoringEvidence;
}

export type MonitoredModel =
  | { readonly model: string; readonly because: string }
  | { readonly model: string; readonly running: DefinedVersion; readonly windows: readonly MonitoredWindow[] };

/** Where the grid of windows begins when the package has no end of its data: a Monday, 1970-01-05. */
const monday = durationMicros('4d');

/** Evidence of the whole windows that the running version answered in; or why there is nothing to look at. */
export async function monitorModel(
  workspace: Workspace,
  model: string,
  settings: MonitorSettings,
): Promise<MonitoredModel> {
  const rule = workspace.head.definitions.models.get(model)?.monitor;
  if (rule === undefined) return { model, because: 'its model.yaml has no `monitor:`' };
  const running = await definedVersion(workspace, workspace.head, settings.environment, model);
  if (running === undefined) return { model, because: `${settings.environment} runs no version of it` };
  const item = await runningPackage(workspace, running);
  const { predictions: place, log: note } = settings;
  const folder = join(workspace.cacheFolder, 'predictions');
  const { digest } = running;
  await using log = await openPredictions({
    files: await loggedFiles(place, { model, digest, until: settings.until, folder, log: note }),
    digest,
    manifest: item.manifest,
    memoryLimit: workspace.head.definitions.project.compute.memoryLimit,
  });
  const span = await log?.span();
  if (log === undefined || span === undefined) {
    return { model, because: `there is no prediction of ${running.version} in ${place.name}` };
  }
  // On from the training data, so that no window holds rows of both.
  const { until } = item.manifest.split;
  const grid = { anchor: until === undefined ? monday : timeMicros(until), length: durationMicros(rule.window) };
  const all = wholeWindows(grid, span.first, span.last, settings.until);
  const windows = settings.newest === undefined ? all : all.slice(-settings.newest);
  if (windows.length === 0) return { model, because: `no window of ${rule.window} is over yet` };
  return { model, running, windows: await evidenceOf(workspace, { running, item, rule, log, windows }, settings) };
}

interface Subject {
  readonly running: DefinedVersion;
  readonly item: Package;
  readonly rule: MonitorRule;
  readonly log: PredictionLog;
  readonly windows: ReturnType<typeof wholeWindows>;
}

async function evidenceOf(
  workspace: Workspace,
  { running, item, rule, log, windows }: Subject,
  { frames, progress, output, log: note }: MonitorSettings,
): Promise<MonitoredWindow[]> {
  const { resolved, version } = running;
  const { name } = resolved.model;
  const { frame } = await frames.read(resolved);
  const engine = await engineOf(workspace, resolved, note);
  const { project } = workspace.head.definitions;
  const { reference, together, ...judging } = await monitoringReference(item, resolved, frame, engine, rule, project);
  const today = onNewestData(resolved, await resolveOn(workspace.head, name), windows.at(-1)?.until ?? 0);
  const labels = labelsOf((await frames.read(today)).frame);
  // Marked in the released definitions or since.
  const personal = new Set([...personalFeatures(resolved), ...personalFeatures(today)]);
  const subject = { model: name, version, package: item.digest, minimumRows: rule.minimumRows, reference, personal };
  const found: MonitoredWindow[] = [];
  for (const [done, window] of windows.entries()) {
    progress('monitor', done, windows.length, name);
    const logged = await log.read(window);
    const told = await performanceOf(logged, labels, judging, rule.minimumRows);
    const keyless = logged.keys.filter((key) => key === null).length;
    const { frame: current, repeated } = logged;
    const all = current.rows >= rule.minimumRows && together ? { together: await together(current) } : {};
    const evidence = monitorWindow(subject, { window, frame: current, repeated, keyless, ...all, ...told });
    found.push({ evidence, ...(await writeMonitoring(output, evidence)) });
  }
  progress('monitor', windows.length, windows.length, name);
  return found;
}

async function runningPackage(workspace: Workspace, { digest, live, version }: DefinedVersion): Promise<Package> {
  const item = await workspace.store.get(digest);
  if (item !== undefined) return item;
  throw new AvalError('evidence', {
    rule: 'release.package',
    message: `the package of ${live.deployment.model} ${version}, ${digest}, is not in the store`,
    hint: 'Look at "packages" in aval.yaml: the folder that held it may not be on this machine.',
  });
}
