import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunnerError } from '../runner-error.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import { NoOperationTraceWriter, parseAction } from '../workflow/parser.ts';
import { child, iterate, literal, pairs, type TemplateToken } from '../workflow/template.ts';
import { compositeSteps } from './composite-steps.ts';

export interface NodeRuns {
  readonly kind: 'node';
  readonly main: string;
  readonly pre: string | undefined;
  readonly post: string | undefined;
  readonly preIf: string;
  readonly postIf: string;
}

export interface CompositeRuns {
  readonly kind: 'composite';
  readonly steps: readonly StepDefinition[];
}

/** An action.yml. */
export interface ActionDefinition {
  readonly folder: string;
  /** Defaults by lower-case name; undefined where there is none. */
  readonly inputs: ReadonlyMap<string, TemplateToken | undefined>;
  readonly outputs: ReadonlyMap<string, TemplateToken | undefined>;
  readonly runs: NodeRuns | CompositeRuns;
}

export async function readAction(folder: string): Promise<ActionDefinition> {
  const file = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) {
    throw new RunnerError(
      `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const parsed = parseAction({ name: file, content: await readFile(file, 'utf8') }, new NoOperationTraceWriter());
  const problems = parsed.context.errors.getErrors().map((error) => error.message);
  if (parsed.value === undefined || problems.length > 0) throw new RunnerError(`${file}: ${problems.join('; ')}`);
  return {
    folder,
    inputs: new Map(
      [...entries(parsed.value, 'inputs', 'default')].map(([name, token]) => [name.toLowerCase(), token]),
    ),
    outputs: new Map(entries(parsed.value, 'outputs', 'value')),
    runs: readRuns(file, child(parsed.value, 'runs')),
  };
}

function readRuns(file: string, runs: TemplateToken | undefined): NodeRuns | CompositeRuns {
  const using = literal(child(runs, 'using'))?.toLowerCase();
  if (using === 'composite') {
    return { kind: 'composite', steps: compositeSteps(file, [...iterate(child(runs, 'steps'))]) };
  }
  const main = literal(child(runs, 'main'));
  if (!using?.startsWith('node') || main === undefined) {
    throw new RunnerError(`${file}: \`using: ${using}\` is not supported, the sandbox runs node and composite actions`);
  }
  return {
    kind: 'node',
    main,
    pre: literal(child(runs, 'pre')),
    post: literal(child(runs, 'post')),
    preIf: literal(child(runs, 'pre-if')) ?? 'always()',
    postIf: literal(child(runs, 'post-if')) ?? 'always()',
  };
}

function* entries(root: TemplateToken, key: string, value: string): Generator<[string, TemplateToken | undefined]> {
  for (const pair of pairs(child(root, key))) yield [literal(pair.key) ?? '', child(pair.value, value)];
}
