import type { StepDefinition } from '../workflow/definition.ts';
import { child, textOf, textsOf } from '../workflow/template.ts';
import type { ActionDefinition } from './action-definition.ts';
import { type Frame, type JobContext, scopeOf } from './job-context.ts';

/** What `with` gives, over the action's defaults, by lower-case name. An input that it does not declare is a warning. */
export function readInputs(
  definition: ActionDefinition,
  step: StepDefinition,
  env: Readonly<Record<string, string>>,
  job: JobContext,
  frame: Frame,
): Record<string, string> {
  const scope = scopeOf(job, frame, env);
  const given = Object.entries(textsOf(child(step.keys, 'with'), scope)).map(([key, value]) => [
    key.toLowerCase(),
    value,
  ]);
  const inputs: Record<string, string> = {};
  for (const [key, token] of definition.inputs) inputs[key] = textOf(token, scope) ?? '';
  const unexpected = given.map(([key = '']) => key).filter((key) => !definition.inputs.has(key));
  if (unexpected.length > 0) {
    const valid = [...definition.inputs.keys()].map((key) => `'${key}'`).join(', ');
    job.log.warning(
      `Unexpected input(s) ${unexpected.map((key) => `'${key}'`).join(', ')}, valid inputs are [${valid}]`,
    );
  }
  return { ...inputs, ...Object.fromEntries(given) };
}
