import { createInterface } from 'node:readline/promises';
import { Command, CommanderError } from 'commander';
import { AvalError, consequences } from '../core/errors.ts';
import type { CommandContext, CommandResult, CommandSpec, Invocation } from './command.ts';
import { commands } from './commands.ts';
import { colour, type Paint, plain } from './terminal/paint.ts';
import { progressBar } from './terminal/progress.ts';

/** Runs `aval` with these arguments and returns the exit code: 0 done, 1 not passed, 2 bad usage or input, 3 a fault of ours. */
export async function main(argv: readonly string[], version: string): Promise<number> {
  let exitCode = 0;
  const program = new Command('aval')
    .description('GitOps for machine-learning models: git is the registry, a pull request is the promotion.')
    .version(version)
    .showHelpAfterError('(run with --help for what is possible)')
    .exitOverride()
    .helpOption('-h, --help', 'show this help');
  for (const spec of commands) {
    declare(program, spec, async (invocation) => {
      exitCode = await execute(spec, invocation);
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function declare(program: Command, spec: CommandSpec, action: (invocation: Invocation) => Promise<void>): void {
  const command = program.command(spec.name).description(spec.summary).exitOverride();
  for (const [syntax, meaning] of spec.arguments ?? []) command.argument(syntax, meaning);
  for (const [syntax, meaning] of spec.options ?? []) command.option(syntax, meaning);
  command.option('--json', 'print one JSON object').option('-C, --folder <folder>', 'run in this folder');
  command.addHelpText('after', `\nExample:\n  $ ${spec.example}`);
  command.action(() => action({ arguments: command.args, options: command.opts() }));
}

async function execute(spec: CommandSpec, invocation: Invocation): Promise<number> {
  const json = invocation.options['json'] === true;
  const paintOut = paintFor(process.stdout);
  const paintErr = paintFor(process.stderr);
  try {
    const { run } = await spec.load();
    const result = await run(invocation, contextOf(invocation, paintErr));
    process.stdout.write(json ? `${JSON.stringify(envelope(spec, result))}\n` : ensureLineEnd(result.text(paintOut)));
    return result.outcome === 'ok' ? 0 : 1;
  } catch (error) {
    return report(spec, error, json, paintErr);
  }
}

function envelope(spec: CommandSpec, result: CommandResult): Record<string, unknown> {
  return { command: spec.name, outcome: result.outcome, ...result.data };
}

const ensureLineEnd = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

function paintFor(stream: NodeJS.WriteStream): Paint {
  return stream.isTTY && stream.hasColors() ? colour : plain;
}

function contextOf(invocation: Invocation, paint: Paint): CommandContext {
  const folder = invocation.options['folder'];
  const stop = new AbortController();
  process.once('SIGINT', () =>
    stop.abort(new AvalError('usage', { rule: 'cli.stopped', message: 'stopped; nothing was published' })),
  );
  return {
    folder: typeof folder === 'string' ? folder : process.cwd(),
    progress: progressBar({
      write: (text) => process.stderr.write(text),
      live: process.stderr.isTTY === true,
      clock: () => performance.now(),
      paint,
    }),
    note: (line) => process.stderr.write(`${line}\n`),
    ask,
    signal: stop.signal,
    now: () => new Date(),
  };
}

async function ask(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** The one place where errors become text: every fault once, and for faults of ours the stack. */
async function report(spec: CommandSpec, error: unknown, json: boolean, paint: Paint): Promise<number> {
  const { formatFault } = await import('../core/report/fault.ts');
  const known = error instanceof AvalError;
  const errorClass = known ? error.class : 'invariant';
  const exitCode = consequences[errorClass].exitCode;
  const faults = known
    ? error.faults
    : [{ rule: 'aval.bug', message: String(error), hint: 'This is a fault of aval. Please report it.' }];
  if (json) {
    process.stdout.write(`${JSON.stringify({ command: spec.name, outcome: 'error', class: errorClass, faults })}\n`);
    return exitCode;
  }
  for (const fault of faults) process.stderr.write(`${paint('red', '✗')} ${formatFault(fault)}\n`);
  if (exitCode === 3 && error instanceof Error) process.stderr.write(`${paint('dim', error.stack ?? '')}\n`);
  return exitCode;
}
