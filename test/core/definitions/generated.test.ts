import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../../scripts/generate/generated-files.ts';

test('JSON Schemas and reference pages are what the schemas and the loader say', async () => {
  const root = join(import.meta.dirname, '../../..');
  for (const [path, text] of await generatedFiles()) {
    expect(readFileSync(join(root, path), 'utf8'), `${path}: run node scripts/generate.ts`).toBe(text);
  }
}, 120_000);
