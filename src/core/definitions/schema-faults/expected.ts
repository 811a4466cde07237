import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

const types: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
};

/** What a schema wanted, as words that follow "expected". */
export function expectedOf(issue: Issue): string {
  return joinOr(expectedWords(issue));
}

/** The alternatives a schema wanted. A message that a schema gives itself stands, if it is not zod's own. */
export function expectedWords(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value));
  return [phraseOf(issue)];
}

function phraseOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (!issue.message.startsWith('Invalid input')) return issue.message;
      if ('received' in issue && unbounded.has(issue.received)) return 'a finite number';
      return types[issue.expected] ?? issue.expected;
    case 'too_small':
      return limit(issue.origin, Number(issue.minimum), issue.inclusive ? 'at least' : 'above');
    case 'too_big':
      return limit(issue.origin, Number(issue.maximum), issue.inclusive ? 'at most' : 'below');
    default:
      return issue.message;
  }
}

/** `.nan` and `.inf` of YAML, as zod calls them: they are numbers, and none that a field takes. */
const unbounded: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

function limit(origin: string, bound: number, relation: string): string {
  const unit = origin === 'string' ? 'character' : origin === 'array' ? 'item' : undefined;
  if (unit) return `${relation} ${bound} ${unit}${bound === 1 ? '' : 's'}`;
  return `a number ${relation} ${bound}`;
}

/** What was found, as words: text in quotes, numbers as they are, `a list`, `a map`, `nothing`. */
export function foundOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  return String(value);
}

/** `a`, `a or b`, `a, b or c`. */
export function joinOr(words: readonly string[]): string {
  const unique = [...new Set(words)];
  const last = unique.pop() ?? '';
  return unique.length === 0 ? last : `${unique.join(', ')} or ${last}`;
}
