import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandsIn, parseCommand } from '../../../app/pull/commands.ts';
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
  commandsIn([comment(body, other)]).map(({ command }) => command);

test.each([
  [`/aval evaluate ${sha}`, { kind: 'evaluate', sha }],
  ['/aval evaluate abcdef123456', { kind: 'evaluate', sha: 'abcdef123456' }],
  ['  /aval   evaluate\tabcdef123456 \r\n', { kind: 'evaluate', sha: 'abcdef123456' }],
  ['/aval promote production abcdef123456', { kind: 'promote', environment: 'production', sha: 'abcdef123456' }],
  ['/aval promote pre-prod_2 abcdef123456', { kind: 'promote', environment: 'pre-prod_2', sha: 'abcdef123456' }],
])('%j is a command', (body, command) => {
  expect(read(body)).toEqual([command]);
});

test.each([
  '/aval',
  '/aval evaluate',
  '/aval evaluate HEAD',
  '/aval evaluate abcdef',
  '/aval evaluate abcdef12345',
  `/aval evaluate ${sha}0`,
  '/aval evaluate ABCDEF1',
  '/aval EVALUATE abcdef123456',
  '/aval evaluate abcdef123456 please',
  '/aval evaluate abcdef123456\nand more words',
  '/aval evaluate abcdef123456 `x`',
  '/aval promote abcdef123456',
  '/aval promote Production abcdef123456',
  '/aval promote ../x abcdef123456',
  '/aval promote --force abcdef123456',
  '/aval rollback production',
  '/aval evaluate abcdef123456; rm -rf /',
])('%j is answered with how commands are written', (body) => {
  expect(read(body)).toEqual([{ kind: 'unknown', text: body.trim() }]);
});

test.each([
  '> /aval evaluate abcdef123456',
  '```\n/aval evaluate abcdef123456\n```',
  '`/aval evaluate abcdef123456`',
  'Please /aval evaluate abcdef123456',
  'Thanks!\n/aval evaluate abcdef123456',
  '/AVAL evaluate abcdef123456',
  '/avalanche abcdef123456',
  '//aval evaluate abcdef123456',
  '<!-- -->/aval evaluate abcdef123456',
  '- /aval evaluate abcdef123456',
  '',
])('%j is no command', (body) => {
  expect(read(body)).toEqual([]);
});

test('bots, nobody and edited text command nothing', () => {
  const body = '/aval evaluate abcdef123456';
  expect(read(body, { author: { id: 1, login: 'dependabot[bot]', bot: true } })).toEqual([]);
  expect(read(body, { author: undefined })).toEqual([]);
  expect(read(body, { edited: true })).toEqual([]);
});

test('whatever is written, what is read from it is a sha and a name, or nothing is', () => {
  const words = fc.constantFrom(
    '/aval',
    'evaluate',
    'promote',
    'production',
    'abcdef123456',
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
      if (command.kind !== 'unknown') expect(command.sha).toMatch(/^[0-9a-f]{12,40}$/);
      if (command.kind === 'promote') expect(command.environment).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
      expect(read(body).length).toBe(/^\/aval(\s|$)/.test(body.trim()) ? 1 : 0);
    }),
    { numRuns: 1000 },
  );
});
