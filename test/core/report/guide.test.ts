import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commentGuide } from '../../../src/core/report/guide.ts';

test('a comment leads to the guide of its own version, which is there', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, named, path] = /\/blob\/v([^/]+)\/(.+)$/.exec(commentGuide) ?? [];
  expect(named).toBe(version);
  expect(existsSync(path ?? '')).toBe(true);
});
