import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tokenOf } from '../../../src/cli/commands/serve/token.ts';

const folder = mkdtempSync(join(tmpdir(), 'aval-token-'));
const file = join(folder, 'token');
afterAll(() => rmSync(folder, { recursive: true }));

test('a token of a variable is that; one of a file is what the file holds now', async () => {
  expect(await tokenOf({ GITHUB_TOKEN: 'one', GH_TOKEN: 'two' })()).toBe('one');
  expect(await tokenOf({ GH_TOKEN: 'two' })()).toBe('two');
  const token = tokenOf({ GITHUB_TOKEN_FILE: file });
  await expect(token()).rejects.toMatchObject({
    class: 'config',
    message: expect.stringMatching(/can't be read: ENOENT/),
  });
  for (const text of ['first', 'second']) {
    writeFileSync(file, `${text}\n`);
    expect(await token()).toBe(text);
  }
});

test.each([
  ['', 'is empty'],
  ['  \n', 'is empty'],
  ['two words', 'holds more than one word'],
  ['a\nb', 'holds more than one word'],
])('a file with %j is refused, and the fault does not repeat it', async (text, message) => {
  writeFileSync(file, text);
  const refused = tokenOf({ GITHUB_TOKEN_FILE: file })();
  await expect(refused).rejects.toMatchObject({ class: 'config', message: `the file of GITHUB_TOKEN_FILE ${message}` });
});

test.each([
  [{}, 'there is no token in GITHUB_TOKEN, GH_TOKEN or GITHUB_TOKEN_FILE'],
  [{ GITHUB_TOKEN: 'one', GITHUB_TOKEN_FILE: file }, 'GITHUB_TOKEN and GITHUB_TOKEN_FILE are set'],
])('%j is refused', (environment, message) => {
  expect(() => tokenOf(environment)).toThrow(message);
});
