import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const shells = ['src/cli', 'src/serving', 'src/site', 'actions', 'app'];
/** What each layer may import besides itself; a layer is the longest prefix that matches. */
const allowed: Record<string, readonly string[]> = {
  'src/core': [],
  'src/engines': ['src/core'],
  'src/github': ['src/core'],
  ...Object.fromEntries(shells.map((shell) => [shell, ['src/core', 'src/engines', 'src/github']])),
  sandbox: [],
};
/** Node modules that core may use: values in, values out. */
const pureNode = new Set(['node:crypto', 'node:util', 'node:buffer']);

const files = ['src', 'actions', 'app', 'sandbox'].flatMap((folder) => sources(join(root, folder)));

function sources(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function importsOf(file: string): string[] {
  const code = readFileSync(join(root, file), 'utf8');
  return [
    ...code.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const layerOf = (path: string): string | undefined =>
  Object.keys(allowed).find((layer) => path.startsWith(`${layer}/`));

describe('the architecture', () => {
  it('finds the sources that it checks', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(300);
  });

  it('lets imports point one way only: shells, then engines and github, then core', () => {
    const wrong = files.flatMap((file) => {
      const layer = layerOf(file);
      if (layer === undefined) return [`${file} lies in no layer`];
      return importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => normalize(join(dirname(file), name)))
        .filter((target) => layerOf(target) !== layer && !(allowed[layer] ?? []).includes(layerOf(target) ?? ''))
        .map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps core pure: no process, clock, randomness or input and output', () => {
    const core = files.filter((file) => file.startsWith('src/core/'));
    const impure = core.flatMap((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const modules = importsOf(file).filter((name) => name.startsWith('node:') && !pureNode.has(name));
      const calls =
        code.match(
          /\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.|\bfetch\(|\bsetTimeout\(/g,
        ) ?? [];
      return [...modules, ...calls].map((what) => `${file}: ${what}`);
    });
    expect(impure).toEqual([]);
  });

  it('has no file of more than 400 lines', () => {
    const long = files
      .filter((file) => !file.endsWith('.generated.ts'))
      .filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 400);
    expect(long).toEqual([]);
  });
});
