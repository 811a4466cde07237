import type { Progress } from '../core/training/engine.ts';
import type { Credentials } from '../engines/http/credentials.ts';
import type { S3Access } from '../engines/predictions/s3-access.ts';
import type { Paint } from './terminal/paint.ts';

/** How a command ended well; errors are thrown. All but `ok` exit with 1, and `--json` tells them apart. */
export type CommandOutcome = 'ok' | 'fail' | 'inconclusive' | 'waiting';

export interface CommandResult {
  readonly outcome: CommandOutcome;
  /** What `--json` prints beside `command` and `outcome`; plain JSON. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What a person reads. */
  readonly text: (paint: Paint) => string;
}

/** What a command may know of the world. */
export interface CommandContext {
  /** Folder that the command runs in. */
  readonly folder: string;
  readonly progress: Progress;
  /** One line to the person at once, on stderr. */
  readonly note: (line: string) => void;
  /** Asks the person; `undefined` when nobody is there to answer. */
  readonly ask: (question: string) => Promise<boolean | undefined>;
  /** What hosts of private sources are told. Throws `usage` where the person wrote it wrong. */
  readonly credentials: () => Credentials;
  /** Access to predictions in S3. Throws `usage` without keys. */
  readonly s3Access: () => S3Access;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

export interface Invocation {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export type Run = (invocation: Invocation, context: CommandContext) => Promise<CommandResult>;

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `<model>`, `[models...]`. */
  readonly arguments?: readonly (readonly [syntax: string, meaning: string])[];
  readonly options?: readonly (readonly [syntax: string, meaning: string])[];
  readonly example: string;
  /** Keys of what `--json` prints beside `command` and `outcome`, with what they hold. */
  readonly json: readonly (readonly [key: string, meaning: string])[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

/** The text of an option, or undefined when it was not given. */
export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.options[name];
  return typeof value === 'string' ? value : undefined;
}
