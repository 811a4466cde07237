// Packs the project, installs the tarball into an empty folder and makes a repository with it: what a user of npm gets.
// Needs the npm registry, so it is a step of its own and not part of `npm test`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'aval-pack-'));
const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function filesBelow(base: string): string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

try {
  run('npm', ['run', 'build', '--silent'], root);
  const tarball = join(folder, run('npm', ['pack', '--silent', '--pack-destination', folder], root).trim());
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', tarball], folder);
  const installed = JSON.parse(run('node', ['-p', 'JSON.stringify(process.versions.node)'], folder));
  run('npx', ['aval', 'init', 'models'], folder);
  const want = filesBelow(join(root, 'model-repo-template'))
    .map((path) => path.replace(/(^|\/)gitignore$/, '$1.gitignore'))
    .sort();
  const got = filesBelow(join(folder, 'models'));
  const missing = want.filter((path) => !got.includes(path));
  const extra = got.filter((path) => !want.includes(path));
  if (missing.length + extra.length > 0)
    throw new Error(`missing: ${missing.join(', ') || 'none'}; not in the template: ${extra.join(', ') || 'none'}`);
  run('npx', ['aval', 'validate', '--folder', 'models'], folder);
  console.log(`packed, installed (Node ${installed}), and all ${want.length} template files arrived and validate`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
