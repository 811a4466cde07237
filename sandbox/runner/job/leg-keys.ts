import { RunnerError } from '../runner-error.ts';
import type { JobDefinition } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import { child, iterate, textOf } from '../workflow/template.ts';
import { type Combination, legSuffix } from './matrix.ts';

/** A job's name with the values of its leg, unless its own name is computed. */
export function legName(job: JobDefinition, scope: Scope, matrix: Combination | undefined): string {
  const token = child(job.keys, 'name');
  const name = textOf(token, scope) || job.id;
  return matrix && !token?.isExpression ? `${name}${legSuffix(matrix)}` : name;
}

/** The sandbox is one Linux machine; a label of another would wait for ever. */
export function checkLabels(keys: JobDefinition['keys'], scope: Scope): void {
  const token = child(keys, 'runs-on');
  const labels = token?.isScalar ? [textOf(token, scope)] : [...iterate(token)].map((label) => textOf(label, scope));
  const foreign = labels.find((label) => !/^(ubuntu-.*|linux|x64|self-hosted)$/i.test(label ?? ''));
  if (foreign !== undefined) throw new RunnerError(`runs-on: no runner has the label '${foreign}'`);
}
