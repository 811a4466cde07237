import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { TokenType } from '@actions/expressions/lexer';
import { falsy } from '@actions/expressions/result';
import { messageOf, RunnerError } from '../runner-error.ts';

export type ExpressionData = data.ExpressionData;

/** What an expression sees: plain values by context name, and functions that depend on the place (`success()`, …). */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly functions?: readonly FunctionDefinition[];
}

const CONTEXTS = 'github env vars secrets needs matrix strategy steps job jobs runner inputs'.split(' ');

const HASH_FILES: FunctionDefinition = {
  name: 'hashFiles',
  minArgs: 1,
  maxArgs: 255,
  call: () => {
    throw new RunnerError('hashFiles() is not supported by the sandbox runner');
  },
};

/** Evaluates the text between `${{` and `}}`. */
export function evaluate(expression: string, scope: Scope): ExpressionData {
  const functions = [HASH_FILES, ...(scope.functions ?? [])];
  try {
    const tree = new Parser(tokensOf(expression), CONTEXTS, functions).parse();
    const contexts = new data.Dictionary();
    for (const name of CONTEXTS) contexts.add(name, toData(scope.contexts[name]));
    return new Evaluator(tree, contexts, new Map(functions.map((f) => [f.name.toLowerCase(), f]))).evaluate();
  } catch (error) {
    if (error instanceof RunnerError) throw error;
    throw new RunnerError(`Expression \`${expression}\`: ${messageOf(error)}`, { cause: error });
  }
}

/** The lexer of 0.3.61 unescapes only the first `''` of a text, so that `echo '{"a":1}'` beside any `${{ }}` breaks. */
function tokensOf(expression: string) {
  return new Lexer(expression)
    .lex()
    .tokens.map((token) =>
      token.type === TokenType.STRING ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") } : token,
    );
}

/** Evaluates a condition; the parser has already put `success() &&` before one that names no status function. */
export function holds(condition: string, scope: Scope): boolean {
  return !falsy(evaluate(condition, scope));
}

/** A JSON-like value as the evaluator's own data; `undefined` becomes null. */
function toData(value: unknown): ExpressionData {
  return JSON.parse(JSON.stringify(value ?? null), data.reviver);
}

/** The evaluator's data as a JSON-like value. */
export function toPlain(value: ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer));
}
