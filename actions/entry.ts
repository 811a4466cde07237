import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { AvalError } from '../src/core/errors.ts';
import { formatFault } from '../src/core/report/fault.ts';
import type { RunContext, Toolkit } from './toolkit.ts';

export type Main = (toolkit: Toolkit, context: RunContext) => Promise<void>;

/** The one catch of every action: runs `main` on the runner's own toolkit, and fails the step with an annotation for each fault. */
export async function runAction(main: Main): Promise<void> {
  const toolkit = runnerToolkit();
  try {
    await main(toolkit, runContext(process.env));
  } catch (error) {
    const faults = error instanceof AvalError ? error.faults : [{ rule: 'aval.bug', message: String(error) }];
    for (const fault of faults) toolkit.annotate(fault);
    if (!(error instanceof AvalError) && error instanceof Error) core.info(error.stack ?? '');
    core.setFailed(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}, told above`);
  }
}

function runnerToolkit(): Toolkit {
  return {
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    log: (line) => core.info(line),
    secret: (text) => {
      for (const part of new Set([text, text.split(' ').at(-1) ?? text])) core.setSecret(part);
    },
    annotate: (fault) => {
      const { location, commit } = fault;
      // A line of another commit is no line of the checkout: the text says which.
      const place = location &&
        commit === undefined && { file: location.file, startLine: location.line, startColumn: location.column };
      core.error(formatFault(fault), { title: fault.rule, ...place });
    },
    summary: async (markdown) => void (await core.summary.addRaw(markdown, true).write()),
  };
}

/** The base of a pull request is its event's base; of a push, what the branch was before it (all zeros: nothing). */
export function runContext(env: Readonly<Record<string, string | undefined>>): RunContext {
  const path = env['GITHUB_EVENT_PATH'];
  const event: unknown = path === undefined || path === '' ? {} : JSON.parse(readFileSync(path, 'utf8'));
  return {
    folder: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    repository: env['GITHUB_REPOSITORY'] ?? '',
    base: baseOf(event),
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
  };
}

function baseOf(event: unknown): string | undefined {
  const sha = textAt(event, ['pull_request', 'base', 'sha']) ?? textAt(event, ['before']);
  return sha === undefined || /^0+$/.test(sha) ? undefined : sha;
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !(key in found)) return undefined;
    found = (found as Record<string, unknown>)[key]; // an object with that key, as just checked
  }
  return typeof found === 'string' ? found : undefined;
}
