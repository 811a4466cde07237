import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import { devRowsByKey } from '../../core/explanation/example-rows.ts';
import type { AskedMethod } from '../../core/explanation/open-for-evaluation.ts';
import { rowsFromJson } from '../../core/explanation/rows-from-json.ts';
import { methods } from '../../core/explanation/shapley/methods.ts';
import { findRelease, parseVersionRequest } from '../../core/registry/find-release.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { replaceFile } from '../../engines/atomic-write.ts';
import { registryOf } from '../../engines/workspace/champion.ts';
import { type ExplainSettings, explainVersion } from '../../engines/workspace/explain-version.ts';
import { explanationReport } from '../../engines/workspace/html-report.ts';
import { namedModels } from '../../engines/workspace/select-models.ts';
import { type CommandContext, type Invocation, type Run, textOption } from '../command.ts';
import { explanationText } from '../explanation-text.ts';
import { openSession } from '../session.ts';
import { reportFile } from '../write-report.ts';

/** `aval explain <model>[@version]`: what a model leans on over the dev rows, and what makes single answers. Judges nothing. */
export const run: Run = async (invocation, context) => {
  const asked = askedMethod(invocation);
  const rows = await askedRows(invocation, context);
  const report = await reportFile(invocation, context);
  const { workspace, frames } = await openSession(invocation, context);
  const request = parseVersionRequest(invocation.arguments[0] ?? '');
  const release =
    request.version === undefined ? undefined : findRelease(await registryOf(workspace, workspace.head), request);
  const [model = ''] = namedModels(workspace, [request.model]);
  const { progress, signal, note } = context;
  const log = (line: string) => note(`  ${line}`);
  const found = await explainVersion(workspace, model, release, {
    asked,
    interactions: invocation.options['interactions'] === true,
    rows,
    frames,
    progress,
    signal,
    log,
  });
  if (report !== undefined) await replaceFile(report, await explanationReport(model, found.explanation));
  const version = release && formatVersion(release.version);
  return {
    outcome: 'ok',
    data: {
      model,
      ...(version && { version }),
      ...found,
      ...(report !== undefined && { report }),
    },
    text: (paint) => explanationText(version === undefined ? model : `${model} ${version}`, found.explanation, paint),
  };
};

function askedMethod(invocation: Invocation): AskedMethod {
  const text = textOption(invocation, 'method');
  const method = methods.find((name) => name === text);
  if (text !== undefined && method === undefined) {
    const message = `--method: there is no method "${text}"`;
    throw new AvalError('usage', { rule: 'explain.method', message, hint: `Expected ${methods.join(', ')}.` });
  }
  const [evaluations, background] = [wholeNumber(invocation, 'evaluations'), wholeNumber(invocation, 'background')];
  return {
    ...(method && { method }),
    ...(evaluations !== undefined && { evaluations }),
    ...(background !== undefined && { background }),
  };
}

const largest = 10_000_000;

function wholeNumber(invocation: Invocation, name: string): number | undefined {
  const text = textOption(invocation, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^[0-9]+$/.test(text) && number >= 1 && number <= largest) return number;
  const message = `--${name}: expected a whole number from 1 to ${largest}, found "${text}"`;
  throw new AvalError('usage', { rule: 'cli.number', message });
}

/** `--key` and `--rows`: which rows are explained one by one. */
async function askedRows(invocation: Invocation, { folder }: CommandContext): Promise<ExplainSettings['rows']> {
  const [keys, file] = [textOption(invocation, 'key'), textOption(invocation, 'rows')];
  if (keys !== undefined && file !== undefined) {
    const message = '--key and --rows both say which rows are explained';
    throw new AvalError('usage', { rule: 'explain.rows', message, hint: 'Leave out one of the two.' });
  }
  if (keys !== undefined) return (evaluation) => devRowsByKey(evaluation, keys.split(','));
  if (file === undefined) return () => undefined;
  const text = await readRows(resolve(folder, file), file);
  return (_, inputs) => rowsFromJson(text, inputs);
}

async function readRows(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const hint = 'Give the path of a JSON file with a list of rows.';
    throw new AvalError('usage', { rule: 'explain.rows', message: `can't read the rows "${shown}"`, hint }, { cause });
  }
}
