import { RunnerError } from '../runner-error.ts';
import type { RunnerEvent } from '../trigger/event.ts';
import { isRestricted } from '../trigger/event.ts';
import type { Scope } from '../workflow/expression.ts';
import { plainOf, type TemplateToken } from '../workflow/template.ts';
import type { Machine } from './machine.ts';

/** The name of the environment that a job deploys to, written as a text or as `{ name, url }`. */
export function readEnvironment(token: TemplateToken | undefined, scope: Scope): string | undefined {
  const value = plainOf(token, scope);
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
  return name === undefined || name === null || name === '' ? undefined : String(name);
}

/** Refuses a job whose ref may not deploy to its environment. */
export function checkEnvironment(environment: string, event: RunnerEvent, machine: Machine): void {
  const { repository, ref } = event;
  if (machine.options.environments({ repository, environment, ref })) return;
  throw new RunnerError(`"${ref}" is not allowed to deploy to ${environment} due to environment protection rules.`);
}

/** Secrets and variables of a repository and, where a job names one, its environment. A fork's pull request gets none. */
export function settingsFor(
  event: RunnerEvent,
  environment: string | undefined,
  machine: Machine,
): { secrets: Record<string, string>; vars: Record<string, string> } {
  if (isRestricted(event)) return { secrets: {}, vars: {} };
  const own = machine.options.secrets(event.repository);
  const added = environment === undefined ? {} : machine.options.secrets(event.repository, environment);
  return { secrets: { ...own.secrets, ...added.secrets }, vars: { ...own.vars, ...added.vars } };
}
