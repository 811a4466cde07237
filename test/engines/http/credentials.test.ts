import { expect, it } from 'vitest';
import { AvalError } from '../../../src/core/errors.ts';
import { parseCredentials } from '../../../src/engines/http/credentials.ts';

it('reads a value for each host, as an address would name it', () => {
  const text =
    '# where from\n\ndata.example.org: Bearer abc\r\n  LOCALHOST:8443:\tBasic dXNlcjpwYXNz  \nb.example.org:443: x: y\n';
  expect([...parseCredentials(text)]).toEqual([
    ['data.example.org', 'Bearer abc'],
    ['localhost:8443', 'Basic dXNlcjpwYXNz'],
    ['b.example.org', 'x: y'],
  ]);
  expect(parseCredentials('').size).toBe(0);
});

const secret = 's3cret';
it.each([
  ['no value', `${secret}:`, 1],
  ['no colon', `\n${secret}`, 2],
  ['no space', `data.example.org:${secret}`, 1],
  ['a path', `data.example.org/${secret}: x`, 1],
  ['a user', `${secret}@data.example.org: x`, 1],
  ['a scheme', `https://${secret}: x`, 1],
  ['what a header can not hold', `data.example.org: ${secret}\u2026`, 1],
  ['a control character', `data.example.org: ${secret}\0x`, 1],
  ['a host twice', `data.example.org: a\nDATA.example.org:443: ${secret}`, 2],
])('names the line of %s, and nothing of it', (_, text, line) => {
  let error: unknown;
  try {
    parseCredentials(text);
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof AvalError)) throw new Error('no fault');
  expect(error).toMatchObject({ class: 'usage', faults: [{ rule: 'credentials.form' }] });
  expect(error.message).toContain(`line ${line}:`);
  expect(JSON.stringify(error.faults)).not.toContain(secret);
});
