import { suggestion } from '../core/definitions/nearest.ts';
import { AvalError } from '../core/errors.ts';
import { lastEnvironment } from '../engines/workspace/champion.ts';
import type { Workspace } from '../engines/workspace/workspace.ts';
import { type Invocation, textOption } from './command.ts';

/** `--environment`, or the last one. Throws `usage` for one that aval.yaml doesn't name. */
export function environmentOption(invocation: Invocation, { head }: Workspace): string {
  const given = textOption(invocation, 'environment');
  if (given === undefined) return lastEnvironment(head);
  const known = head.definitions.project.environments.map(({ name }) => name);
  if (known.includes(given)) return given;
  const message = `there is no environment "${given}"`;
  throw new AvalError('usage', { rule: 'cli.environment', message, hint: suggestion(given, known, 'Expected') });
}
