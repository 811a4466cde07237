import { data } from '@actions/expressions';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { RunnerError } from '../runner-error.ts';
import { type ExpressionData, evaluate, type Scope, toPlain } from './expression.ts';
import { isBasicExpression, isBoolean, isMapping, isNumber, isSequence, isString } from './parser.ts';

export type { TemplateToken };

/** A piece of the workflow file with its expressions replaced by their values. */
function evaluateToken(token: TemplateToken, scope: Scope): ExpressionData {
  if (isBasicExpression(token)) return evaluate(token.expression, scope);
  if (isString(token)) return new data.StringData(token.value);
  if (isBoolean(token)) return new data.BooleanData(token.value);
  if (isNumber(token)) return new data.NumberData(token.value);
  if (isSequence(token)) return new data.Array(...[...iterate(token)].map((item) => evaluateToken(item, scope)));
  if (isMapping(token)) {
    const result = new data.Dictionary();
    for (const { key, value } of pairs(token)) {
      result.add(evaluateToken(key, scope).coerceString(), evaluateToken(value, scope));
    }
    return result;
  }
  if (token.isExpression) throw new RunnerError(`line ${token.line ?? '?'}: \`\${{ insert }}\` is not supported`);
  return new data.Null();
}

/** As plain JSON-like data. */
export function plainOf(token: TemplateToken | undefined, scope: Scope): unknown {
  return token && toPlain(evaluateToken(token, scope));
}

/** As text, by GitHub's coercion: null is '', a boolean is `true` or `false`. */
export function textOf(token: TemplateToken | undefined, scope: Scope): string | undefined {
  return token && evaluateToken(token, scope).coerceString();
}

/** A mapping of texts, as `env`, `with` and `outputs` are. */
export function textsOf(token: TemplateToken | undefined, scope: Scope): Record<string, string> {
  const value = token && evaluateToken(token, scope);
  if (!(value instanceof data.Dictionary)) return {};
  return Object.fromEntries(value.pairs().map((pair) => [pair.key, pair.value.coerceString()]));
}

export function flagOf(token: TemplateToken | undefined, scope: Scope): boolean {
  return textOf(token, scope) === 'true';
}

/** A number of minutes, where the file gives one. */
export function minutesOf(token: TemplateToken | undefined, scope: Scope): number | undefined {
  const value = token && evaluateToken(token, scope).number();
  if (value === undefined) return undefined;
  if (!(value > 0)) throw new RunnerError(`timeout-minutes: expected a positive number, found ${value}`);
  return value;
}

/** The value under a key that is written out, not computed. */
export function child(token: TemplateToken | undefined, key: string): TemplateToken | undefined {
  return token && isMapping(token) ? token.find(key) : undefined;
}

/** A text that must be written out, not computed. */
export function literal(token: TemplateToken | undefined): string | undefined {
  return token && isString(token) ? token.value : undefined;
}

export function* pairs(token: TemplateToken | undefined) {
  if (token && isMapping(token)) for (let index = 0; index < token.count; index++) yield token.get(index);
}

export function* iterate(token: TemplateToken | undefined): Generator<TemplateToken> {
  if (token && isSequence(token)) for (let index = 0; index < token.count; index++) yield token.get(index);
}
