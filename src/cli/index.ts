import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Command, CommanderError } from 'commander';
import { AvalError } from '../core/errors.ts';
import { parseCredentials } from '../engines/http/credentials.ts';
import { s3AccessOf } from '../engines/predictions/s3-access.ts';
import type { CommandContext, CommandResult, CommandSpec, Invocation } from './command.ts';
import { commands } from './commands.ts';
import { reportError, stopped } from './report-error.ts';
import { colour, type Paint, plain } from './terminal/paint.ts';
import { progressBar } from './terminal/progress.ts';

/** Runs `aval` with these arguments and returns the exit code: 0 done, 1 not passed, 2 bad usage or input, 3 a fault of ours, 130 stopped. */
export async function main(argv: readonly string[], version: string): Promise<number> {
  endQuietlyWhenNobodyReads(process.stdout);
  let exitCode = 0;
  const json = argv.includes('--json');
  let complaint = '';
  const program = new Command('aval')
    .description('GitOps for machine-learning models: git is the registry, a pull request is the promotion.')
    .version(version)
    .configureOutput({
      writeErr: (text) => {
        complaint += text;
      },
    })
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
    if (!(error instanceof CommanderError)) throw error;
    if (!json) process.stderr.write(complaint);
    if (error.exitCode === 0) return 0;
    const message = error.message.replace(/^error: /, '');
    if (json) reportError(argv[0] ?? '', new AvalError('usage', { rule: 'cli.usage', message }), true, plain);
    return 2;
  }
}

/** A reader such as `head` may leave before the end: nothing is wrong then. */
function endQuietlyWhenNobodyReads(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
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
  const paintErr = paintFor(process.stderr);
  try {
    const { run } = await spec.load();
    const result = await run(invocation, await contextOf(invocation, paintErr));
    process.stdout.write(json ? `${JSON.stringify(envelope(spec, result))}\n` : text(result));
    return result.outcome === 'ok' ? 0 : 1;
  } catch (error) {
    return reportError(spec.name, error, json, paintErr);
  }
}

function envelope(spec: CommandSpec, result: CommandResult): Record<string, unknown> {
  return { command: spec.name, outcome: result.outcome, ...result.data };
}

function text(result: CommandResult): string {
  const said = result.text(paintFor(process.stdout));
  return said === '' || said.endsWith('\n') ? said : `${said}\n`;
}

function paintFor(stream: NodeJS.WriteStream): Paint {
  return stream.isTTY && stream.hasColors() ? colour : plain;
}

async function contextOf(invocation: Invocation, paint: Paint): Promise<CommandContext> {
  const stop = new AbortController();
  // Once: a second Ctrl-C ends the process at once, as a person expects.
  process.once('SIGINT', () => stop.abort(stopped()));
  return {
    folder: await folderOf(invocation),
    progress: progressBar({
      write: (line) => process.stderr.write(line),
      live: process.stderr.isTTY === true,
      clock: () => performance.now(),
      paint,
    }),
    note: (line) => process.stderr.write(`${line}\n`),
    ask,
    credentials: () => parseCredentials(process.env['AVAL_CREDENTIALS'] ?? ''),
    s3Access: () => s3AccessOf(process.env),
    signal: stop.signal,
    now: () => new Date(),
  };
}

async function folderOf(invocation: Invocation): Promise<string> {
  const folder = invocation.options['folder'];
  if (typeof folder !== 'string') return process.cwd();
  const found = await stat(folder).catch(() => undefined); // whatever it is, it can't be worked in
  if (found?.isDirectory()) return folder;
  throw new AvalError('usage', { rule: 'cli.folder', message: `there is no folder ${folder}` });
}

async function ask(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return false; // Ctrl-C or Ctrl-D at the question is a no
    throw error;
  } finally {
    terminal.close();
  }
}
