// How long the command line takes to start, against an empty Node: least wall-clock time of N starts, in turn. `--version` and a cold
// `validate` of the template (no compile cache). The built code where `npm run build` made it, else the sources. One JSON line per figure.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './training/report.ts';

const root = join(import.meta.dirname, '..');
const times = process.argv.includes('--smoke') ? 3 : 15;
const built = existsSync(join(root, 'dist/cli/index.js'));
const code = built ? 'built' : 'from source';

function milliseconds(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

const folder = mkdtempSync(join(tmpdir(), 'aval-bench-start-'));
const installed = mkdtempSync(join(tmpdir(), 'aval-bench-installed-'));
try {
  const launcher = join(built ? install(installed) : root, 'bin/aval.mjs');
  milliseconds([launcher, 'init'], folder);
  const [empty, version, validate]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < times; run++) {
    empty.push(milliseconds(['-e', ''], folder));
    version.push(milliseconds([launcher, '--version'], folder));
    validate.push(milliseconds([launcher, 'validate'], folder));
  }
  for (const [figure, values, ratioAtMost] of [
    ['--version', version, 3],
    ['validate, cold', validate, 9],
  ] as const) {
    report({
      bench: 'start',
      figure: `aval ${figure}, ${code}`,
      unit: 'ms',
      value: Math.min(...values),
      peer: "node -e ''",
      peerValue: Math.min(...empty),
      ratioAtMost,
    });
  }
} finally {
  for (const each of [folder, installed]) rmSync(each, { recursive: true, force: true });
}

/** What a package holds of the code: without the sources the launcher starts what was built. */
function install(to: string): string {
  for (const name of ['bin', 'dist', 'model-repo-template', 'package.json'])
    cpSync(join(root, name), join(to, name), { recursive: true });
  return to;
}
