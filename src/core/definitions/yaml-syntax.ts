import type { YAMLError } from 'yaml';
import type { Fault } from '../errors.ts';
import { locationOf } from './location.ts';

/** What the parser's more cryptic complaints mean to the person who wrote the file. */
const plain: Partial<Record<YAMLError['code'], { rule: string; message: string; hint?: string }>> = {
  TAB_AS_INDENT: { rule: 'yaml.tab', message: 'a tab used as indentation', hint: 'Indent with spaces.' },
  BAD_INDENT: {
    rule: 'yaml.indent',
    message: 'this line is indented differently from the lines that it belongs with',
    hint: 'Keys of one map, and items of one list, start in the same column.',
  },
  BAD_ALIAS: {
    rule: 'yaml.alias',
    message: 'an alias or anchor that YAML does not allow here',
    hint: 'Put text that starts with "*" or "&" in quotes.',
  },
  BAD_SCALAR_START: {
    rule: 'yaml.syntax',
    message: 'text cannot start with this character',
    hint: 'Put it in quotes.',
  },
  NON_STRING_KEY: { rule: 'yaml.key', message: 'a key that is not text' },
  TAG_RESOLVE_FAILED: { rule: 'yaml.tag', message: 'a YAML tag', hint: 'Remove it: "!" starts a tag; quote text.' },
  BLOCK_AS_IMPLICIT_KEY: {
    rule: 'yaml.syntax',
    message: 'a second ": " on this line',
    hint: 'Put text that holds ": " in quotes.',
  },
  MISSING_CHAR: { rule: 'yaml.syntax', message: 'a quote, bracket, comma or ":" is missing before this' },
  MULTILINE_IMPLICIT_KEY: {
    rule: 'yaml.syntax',
    message: 'a key that spans lines, or a line without ":"',
    hint: 'Write "key: value" on one line.',
  },
};

const unclosed = {
  rule: 'yaml.syntax',
  message: 'a "{" or "[" above is not closed',
  hint: 'Close it, or indent what is inside it.',
};

/** One fault for the parser's first error; what follows it is mostly its echo. */
export function syntaxFault(file: string, text: string, error: YAMLError): Fault {
  const location = locationOf(file, text, error.pos[0], error.pos[1]);
  if (error.code === 'BAD_INDENT' && error.message.startsWith('Flow')) return { ...unclosed, location };
  const known = plain[error.code];
  if (known) return { ...known, location };
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return { rule: 'yaml.syntax', message: `not valid YAML: ${message}`, location };
}
