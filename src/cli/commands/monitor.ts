import { resolve } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import { movedTable, outcomeText, periodText } from '../../core/monitoring/evidence-text.ts';
import { unitTexts } from '../../core/monitoring/moved-by-text.ts';
import { movedColumns } from '../../core/monitoring/moved-columns.ts';
import { movedTogether } from '../../core/monitoring/moved-together.ts';
import { performanceTexts } from '../../core/monitoring/performance-text.ts';
import { togetherText } from '../../core/monitoring/together-text.ts';
import { countText } from '../../core/report/number-text.ts';
import { type PredictionPlace, predictionPlace } from '../../engines/predictions/prediction-place.ts';
import { type MonitoredModel, type MonitoredWindow, monitorModel } from '../../engines/workspace/monitor.ts';
import { monitoringFolder } from '../../engines/workspace/monitor-file.ts';
import { namedModels } from '../../engines/workspace/select-models.ts';
import type { Workspace } from '../../engines/workspace/workspace.ts';
import { type CommandContext, type Invocation, type Run, textOption } from '../command.ts';
import { environmentOption } from '../environment-option.ts';
import { openSession } from '../session.ts';
import { columns, type Paint, painted } from '../terminal/paint.ts';

/** `aval monitor [models...]`: evidence of every whole window of predictions. Drift is a finding, not a failure. */
export const run: Run = async (invocation, context) => {
  const { workspace, frames } = await openSession(invocation, context);
  const output = textOption(invocation, 'output');
  const settings = {
    environment: environmentOption(invocation, workspace),
    until: untilMicros(invocation, context),
    predictions: placeOf(invocation, context, workspace),
    output: output === undefined ? monitoringFolder(workspace) : resolve(context.folder, output),
    frames,
    progress: context.progress,
    log: (line: string) => context.note(`  ${line}`),
  };
  const models: MonitoredModel[] = [];
  for (const name of namedModels(workspace, invocation.arguments)) {
    models.push(await monitorModel(workspace, name, settings));
  }
  return {
    outcome: 'ok',
    data: { environment: settings.environment, models: models.map(plainModel) },
    text: (paint) => models.map((one) => modelText(one, settings.environment, paint)).join('\n\n'),
  };
};

/** As --predictions says, or aval.yaml. A folder is relative to where the one or the other is read. */
function placeOf(invocation: Invocation, { folder, s3Access }: CommandContext, workspace: Workspace): PredictionPlace {
  const given = textOption(invocation, 'predictions');
  const address = given ?? workspace.head.definitions.project.predictions;
  if (address === undefined) {
    throw new AvalError('config', {
      rule: 'monitoring.place',
      message: 'aval.yaml does not say where predictions are',
      hint: 'Add `predictions:`, or --predictions <folder or s3://bucket/prefix>.',
    });
  }
  if (address.includes('://')) return predictionPlace(address, s3Access);
  return predictionPlace(resolve(given === undefined ? workspace.repository.root : folder, address), s3Access);
}

function untilMicros(invocation: Invocation, context: CommandContext): number {
  const text = textOption(invocation, 'until');
  if (text === undefined) return context.now().getTime() * 1000;
  const millis = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(millis)) return millis * 1000;
  throw new AvalError('usage', {
    rule: 'cli.until',
    message: `--until: "${text}" is not a time`,
    hint: 'Expected a time like 2001-07-08T00:00:00Z, or a day.',
  });
}

function plainModel(one: MonitoredModel): object {
  if ('because' in one) return one;
  const { model, running, windows } = one;
  return { model, version: running.version, package: running.digest, windows };
}

function modelText(one: MonitoredModel, environment: string, paint: Paint): string {
  if ('because' in one) return `${paint('bold', one.model)}  ${paint('dim', `nothing to look at: ${one.because}`)}`;
  const { model, running, windows } = one;
  const all = windows.map(({ evidence }) => evidence);
  const howWell = performanceTexts(all);
  const drifted = all.filter(({ outcome }) => outcome === 'drift');
  const moved = movedColumns(all, drifted);
  const together = movedTogether(all, drifted);
  return [
    `${paint('bold', model)} ${running.version} in ${environment}${againstText(windows)}`,
    columns(windows.map((window, i) => [...windowRow(window, paint), howWell[i] ?? ''])),
    ...(moved.length > 0 ? [columns(movedTable(moved))] : []),
    ...unitTexts(moved.map(({ newest }) => newest)).map((text) => paint('dim', `  ${text}`)),
    ...(together ? [`  ${togetherText(together)}`] : []),
  ].join('\n');
}

function againstText([first]: readonly MonitoredWindow[]): string {
  if (first === undefined) return '';
  const { rows, windows, profile } = first.evidence.reference;
  const judged = windows > 0 ? ` (${windows} windows of them say what is usual)` : '';
  return `, against ${countText(rows)} training rows${profile ? ` (by the defaults of ${profile})` : judged}`;
}

function windowRow({ evidence }: MonitoredWindow, paint: Paint) {
  const { outcome, rows } = evidence;
  return [periodText([evidence]), `${countText(rows)} rows`, painted(paint, colours[outcome], outcomeText(evidence))];
}

const colours = { drift: 'red', steady: 'green', waiting: 'dim' } as const;
