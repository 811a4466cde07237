import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AvalError } from '../core/errors.ts';
import { replaceFile } from '../engines/atomic-write.ts';
import { changesByModel } from '../engines/workspace/changes.ts';
import { htmlReport } from '../engines/workspace/html-report.ts';
import { type CommandContext, type Invocation, textOption } from './command.ts';
import type { EvaluatedSession } from './evaluated.ts';

/** Where `--report` puts its page; undefined without it. Throws `usage` where no file can be, and beside `--holdout`: nothing of those rows is drawn. */
export async function reportFile(invocation: Invocation, context: CommandContext): Promise<string | undefined> {
  const file = textOption(invocation, 'report');
  if (file === undefined) return undefined;
  if (invocation.options['holdout'] === true)
    throw refused('a report is of the dev rows, and --holdout asks for others', 'Leave out one of the two.');
  const hint = 'Give the path of the file to write, such as report.html.';
  if (file === '') throw refused('--report names no file', hint);
  const path = resolve(context.folder, file);
  const found = await stat(path).catch(() => undefined); // most often nothing is there yet
  if (found?.isDirectory()) throw refused(`--report: "${file}" is a folder`, hint);
  return path;
}

function refused(message: string, hint: string): AvalError {
  return new AvalError('usage', { rule: 'cli.report', message, hint });
}

/** Writes the page, and says where. */
export async function writeReport(
  { models, workspace }: EvaluatedSession,
  file: string,
  context: CommandContext,
): Promise<void> {
  const changes = await changesByModel(workspace);
  const drawn = models.map(({ scoreOnDev, explainOnDev, ...model }) => ({
    report: { ...model, changes: changes.get(model.evidence.model) ?? [] },
    scoreOnDev,
    explainOnDev,
  }));
  context.progress('report', 0, 1);
  const page = await htmlReport(drawn);
  await replaceFile(file, page);
  context.progress('report', 1, 1, file);
}
