import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runContext } from '../../actions/entry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aval-event-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sha = 'a'.repeat(40);

test.each([
  ['a pull request is compared with its base', { pull_request: { base: { sha } } }, sha],
  ['a push with what the branch was before', { before: sha }, sha],
  ['the first push of a branch with where it left the main one', { before: '0'.repeat(40) }, undefined],
  ['any other event likewise', { schedule: '0 0 * * *' }, undefined],
  ['a base that is no text is none', { pull_request: { base: { sha: 7 } } }, undefined],
])('%s', (_, event, base) => {
  const file = path.join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(event));
  const env = { GITHUB_EVENT_PATH: file, GITHUB_WORKSPACE: '/checkout', GITHUB_REPOSITORY: 'o/r' };
  expect(runContext(env)).toEqual({ folder: '/checkout', repository: 'o/r', base, apiUrl: 'https://api.github.com' });
});
