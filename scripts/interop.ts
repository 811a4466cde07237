// What needs Python: the scikit-learn example of the `command` engine, and the peers that `npm run bench` compares with (it finds them in .venv).
// Makes a virtual environment in .venv from the pinned requirements. Without Python 3 or PyPI it says so loudly and, on CI, fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = join(root, '.venv/bin/python');
const report = process.argv.includes('--report') ? process.argv[process.argv.indexOf('--report') + 1] : undefined;

function run(command: string, args: readonly string[]): boolean {
  return (
    spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, AVAL_PYTHON: python } }).status === 0
  );
}

function prepare(): string | undefined {
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is not installed';
  if (!existsSync(python) && !run('python3', ['-m', 'venv', '.venv'])) return 'python3 -m venv failed';
  // One by one: pip wants hashes for all of a call, or for none.
  for (const file of ['examples/scikit-learn/requirements.txt', 'bench/peers/requirements.txt']) {
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', file];
    if (!run(python, args)) return `pip could not install ${file}`;
  }
  return undefined;
}

const missing = prepare();
if (missing !== undefined) {
  console.error(`\n!!! INTEROP SKIPPED: ${missing}. Nothing was compared with a peer. !!!\n`);
  process.exitCode = process.env['CI'] ? 1 : 0;
} else {
  const reporters =
    report === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  process.exitCode = run(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'interop',
    ...reporters,
  ])
    ? 0
    : 1;
}
