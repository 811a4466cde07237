import { ensureStatusFunction } from '@actions/workflow-parser/model/converter/if-condition';
import { RunnerError } from '../runner-error.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import { isBasicExpression } from '../workflow/parser.ts';
import { child, literal, type TemplateToken } from '../workflow/template.ts';

/** The steps of a composite action, with the same default condition as a job's. */
export function compositeSteps(file: string, tokens: readonly TemplateToken[]): StepDefinition[] {
  return tokens.map((keys, index) => {
    const id = literal(child(keys, 'id')) ?? `__${index + 1}`;
    if (!child(keys, 'run') && !child(keys, 'uses')) {
      throw new RunnerError(`${file}: step ${id} has neither \`run\` nor \`uses\``);
    }
    if (child(keys, 'run') && !child(keys, 'shell')) throw new RunnerError(`${file}: step ${id}: \`shell\` is missing`);
    return { id, condition: conditionOf(child(keys, 'if')), keys };
  });
}

function conditionOf(token: TemplateToken | undefined): string {
  const written = token && (isBasicExpression(token) ? token.expression : String(literal(token) ?? token)).trim();
  return written ? ensureStatusFunction(written, token?.definitionInfo) : 'success()';
}
