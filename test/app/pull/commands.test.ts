import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommand, unansweredCommands } from '../../../app/pull/commands.ts';
import type { FoundComment } from '../../../src/github/issue-comments.ts';

const sha = 'abcdef1234567890abcdef1234567890abcdef12';
const comment = (body: string, other: Partial<FoundComment> = {}): FoundComment => ({
  id: 1,
  body,
  author: { id: 9, login: 'walter', bot: false },
  edited: false,
  reactions: {},
  ...other,
});
const read = (body: string, other: Partial<FoundComment> = {}) =>
  unansweredCommands([comment(body, other)]).map(({ command }) => command);

test.each([
  [`/aval evaluate ${sha}`, { kind: 'evaluate', sha }],
  ['/aval evaluate abcdef1', { kind: 'evaluate', sha: 'abcdef1' }],
  ['  /aval   evaluate\tabcdef1 \r\n', { kind: 'evaluate', sha: 'abcdef1' }],
  ['/aval promote production abcdef1', { kind: 'promote', environment: 'production', sha: 'abcdef1' }],
  ['/aval promote pre-prod_2 abcdef1', { kind: 'promote', environment: 'pre-prod_2', sha: 'abcdef1' }],
])('%j is a command', (body, command) => {
  expect(read(body)).toEqual([command]);
});

test.each([
  '/aval',
  '/aval evaluate',
  '/aval evaluate HEAD',
  '/aval evaluate abcdef',
  `/aval evaluate ${sha}0`,
  '/aval evaluate ABCDEF1',
  '/aval EVALUATE abcdef1',
  '/aval evaluate abcdef1 please',
  '/aval evaluate abcdef1\nand more words',
  '/aval evaluate abcdef1 `x`',
  '/aval promote abcdef1',
  '/aval promote Production abcdef1',
  '/aval promote ../x abcdef1',
  '/aval promote --force abcdef1',
  '/aval rollback production',
  '/aval evaluate abcdef1; rm -rf /',
])('%j is answered with how commands are written', (body) => {
  expect(read(body)).toEqual([{ kind: 'unknown', text: body.trim() }]);
});

test.each([
  '> /aval evaluate abcdef1',
  '```\n/aval evaluate abcdef1\n```',
  '`/aval evaluate abcdef1`',
  'Please /aval evaluate abcdef1',
  'Thanks!\n/aval evaluate abcdef1',
  '/AVAL evaluate abcdef1',
  '/avalanche abcdef1',
  '//aval evaluate abcdef1',
  '<!-- -->/aval evaluate abcdef1',
  '- /aval evaluate abcdef1',
  '',
])('%j is no command', (body) => {
  expect(read(body)).toEqual([]);
});

test('bots, nobody and edited text command nothing; an answer is an answer', () => {
  const body = '/aval evaluate abcdef1';
  expect(read(body, { author: { id: 1, login: 'dependabot[bot]', bot: true } })).toEqual([]);
  expect(read(body, { author: undefined })).toEqual([]);
  expect(read(body, { edited: true })).toEqual([]);
  expect(read(body, { reactions: { rocket: 1 } })).toEqual([]);
  expect(read(body, { reactions: { '-1': 1 } })).toEqual([]);
  expect(read(body, { reactions: { '+1': 3, heart: 1 } })).toHaveLength(1);
});

test('whatever is written, what is read from it is a sha and a name, or nothing is', () => {
  const words = fc.constantFrom(
    '/aval',
    'evaluate',
    'promote',
    'production',
    'abcdef1',
    sha,
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '`',
    '>',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 8 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (body) => {
      const command = parseCommand(body.trim());
      if (command.kind !== 'unknown') expect(command.sha).toMatch(/^[0-9a-f]{7,40}$/);
      if (command.kind === 'promote') expect(command.environment).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
      expect(read(body).length).toBe(/^\/aval(\s|$)/.test(body.trim()) ? 1 : 0);
    }),
    { numRuns: 1000 },
  );
});
