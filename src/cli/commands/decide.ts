import { resolve } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import {
  decideRetraining,
  parseRetrainRule,
  type RetrainingDecision,
} from '../../core/monitoring/decide-retraining.ts';
import { lossText, movedTable, retrainingSentence, retrainingTitle } from '../../core/monitoring/evidence-text.ts';
import { unitTexts } from '../../core/monitoring/moved-by-text.ts';
import { togetherText } from '../../core/monitoring/together-text.ts';
import { definedVersion } from '../../engines/workspace/champion.ts';
import { monitoringFolder, readMonitoring } from '../../engines/workspace/monitor-file.ts';
import { namedModels } from '../../engines/workspace/select-models.ts';
import { openWorkspace, type Workspace } from '../../engines/workspace/workspace.ts';
import { type Invocation, type Run, textOption } from '../command.ts';
import { environmentOption } from '../environment-option.ts';
import { columns, type Paint } from '../terminal/paint.ts';

/** `aval decide <model>`: whether the newest windows ask for a retraining. Reads what `aval monitor` wrote, and no data. */
export const run: Run = async (invocation, context) => {
  const workspace = await openWorkspace(context.folder);
  const [model = ''] = namedModels(workspace, invocation.arguments);
  const rule = retrainRule(workspace, model);
  const environment = environmentOption(invocation, workspace);
  const running = await definedVersion(workspace, workspace.head, environment, model);
  if (running === undefined) {
    throw new AvalError('usage', { rule: 'cli.model', message: `${environment} runs no version of ${model}` });
  }
  const given = textOption(invocation, 'evidence');
  const folder = given === undefined ? monitoringFolder(workspace) : resolve(context.folder, given);
  const evidence = await readMonitoring(folder, model, running.digest);
  const decided = decideRetraining(evidence, parseRetrainRule(rule, snoozed(invocation)));
  const { decision, because, metric, windows, moved, together, losses } = decided;
  return {
    outcome: 'ok',
    data: {
      model,
      version: running.version,
      decision,
      because,
      ...(metric && { metric }),
      windows: windows.map(({ window }) => window),
      moved,
      ...(together && { together }),
      losses,
    },
    text: (paint) => decisionText(model, decided, paint),
  };
};

function retrainRule({ head }: Workspace, model: string): Parameters<typeof parseRetrainRule>[0] {
  const rule = head.definitions.models.get(model)?.monitor?.retrain;
  if (rule !== undefined) return rule;
  throw new AvalError('config', {
    rule: 'monitoring.retrain',
    message: `models/${model}/model.yaml does not say when to retrain`,
    hint: 'Add to it: monitor: {window: 7d, retrain: {after: 2 of 3}}',
  });
}

/** As the evidence writes them, comma-separated. */
function snoozed(invocation: Invocation): readonly string[] {
  return textOption(invocation, 'snoozed')?.split(',') ?? [];
}

function decisionText(model: string, decided: RetrainingDecision, paint: Paint): string {
  const { moved, together, losses } = decided;
  return [
    paint('bold', retrainingTitle(model, decided)),
    retrainingSentence(decided),
    ...(moved.length > 0 ? ['', columns(movedTable(moved))] : []),
    ...unitTexts(moved.map(({ newest }) => newest)).map((text) => paint('dim', `  ${text}`)),
    ...(together ? ['', `  ${togetherText(together)}`] : []),
    ...(losses.length > 0 ? ['', ...losses.map((loss) => `  ${lossText(loss)}`)] : []),
  ].join('\n');
}
