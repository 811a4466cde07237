import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import type { Fault } from '../errors.ts';
import { locationOf } from './location.ts';
import { syntaxFault } from './yaml-syntax.ts';

/** Greatest depth of lists and maps inside each other. */
export const maximumDepth = 40;
/** Greatest number of lexical tokens: bounds time, some tokens cost the parser far more than others. */
const maximumTokens = 250_000;

// Keys are strings; unique keys are checked by `readValue`, since the library compares each key with all others.
const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The YAML documents of a text, or its first syntax fault. Time is linear in the text, depth is bounded. */
export function readTree(file: string, text: string): { documents: readonly Document[] } | { fault: Fault } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maximumDepth + 2) return { fault: tooDeep(file, text, parser.offset) };
    if (++count > maximumTokens) return { fault: tooMany(file, text, parser.offset) };
  }
  for (const token of parser.end()) tokens.push(token);
  const directive = tokens.find((token) => token.type === 'directive');
  if (directive) return { fault: directiveFault(file, text, directive.offset) };
  const documents = [...new Composer(options).compose(tokens)];
  for (const document of documents) {
    const error = document.errors[0] ?? document.warnings[0];
    if (error) return { fault: syntaxFault(file, text, error) };
  }
  return { documents };
}

function tooDeep(file: string, text: string, offset: number): Fault {
  const message = `lists and maps inside each other, more than ${maximumDepth} deep`;
  return { rule: 'yaml.depth', message, location: locationOf(file, text, offset, offset + 1) };
}

function tooMany(file: string, text: string, offset: number): Fault {
  const message = `more than ${maximumTokens} words and signs in one file`;
  const hint = 'Split the definition.';
  return { rule: 'yaml.tokens', message, hint, location: locationOf(file, text, offset, offset + 1) };
}

function directiveFault(file: string, text: string, offset: number): Fault {
  const hint = 'Remove the line: definitions are YAML 1.2.';
  return {
    rule: 'yaml.directive',
    message: 'a YAML directive',
    hint,
    location: locationOf(file, text, offset, offset + 999),
  };
}
