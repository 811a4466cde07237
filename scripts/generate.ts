import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generate/generated-files.ts';

// `node scripts/generate.ts` writes every generated file; with `--check` it compares and exits 1 on a difference.
const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
let different = 0;
for (const [path, text] of await generatedFiles()) {
  const target = join(root, path);
  if (check) {
    if (readIfThere(target) === text) continue;
    different++;
    console.error(`${path} is not what its source says: run node scripts/generate.ts`);
  } else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
process.exitCode = different > 0 ? 1 : 0;

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
