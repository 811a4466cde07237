// What needs more than Node: Python for the scikit-learn example of the `command` engine and for the peers that `npm run bench` compares
// with (it finds them in .venv), Chromium for the sandbox's pages, Go for a server of S3 (into .tools). Makes a virtual environment in .venv from the pinned requirements.
// What is missing it says loudly; on CI it installs Debian's Chromium by itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = join(root, '.venv/bin/python');
const report = process.argv.includes('--report') ? process.argv[process.argv.indexOf('--report') + 1] : undefined;
const ci = Boolean(process.env['CI']);
const apt = '/usr/bin/apt-get';

function run(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): boolean {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...more } }).status === 0;
}

function preparePython(): string | undefined {
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is not installed';
  if (!existsSync(python) && !run('python3', ['-m', 'venv', '.venv'])) return 'python3 -m venv failed';
  // One by one: pip wants hashes for all of a call, or for none.
  for (const file of ['examples/scikit-learn/requirements.txt', 'bench/peers/requirements.txt']) {
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', file];
    if (!run(python, args)) return `pip could not install ${file}`;
  }
  return undefined;
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const files = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((at) => join(at, name)),
  );
  return process.env['AVAL_CHROMIUM'] || files.find((file) => existsSync(file));
}

/** A person's machine is theirs: only CI's gets a package. */
function prepareChromium(): string | undefined {
  if (findChromium() !== undefined) return undefined;
  const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];
  const may = ci && process.getuid?.() === 0 && existsSync(apt);
  if (!may) return `Chromium is not installed (Debian: apt-get install ${packages.join(' ')})`;
  const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
  const installed =
    run(apt, ['update', '-qq'], quietly) &&
    run(apt, ['install', '-y', '-qq', '--no-install-recommends', ...packages], quietly);
  return installed ? undefined : 'apt-get could not install Chromium';
}

const s3Server = join(root, '.tools/versitygw');

function prepareS3(): string | undefined {
  if (spawnSync('go', ['version']).status !== 0) return 'Go is not installed';
  const args = ['build', '-C', 'test/interop/s3-server', '-o', s3Server, 'github.com/versity/versitygw/cmd/versitygw'];
  return run('go', args) ? undefined : 'go could not build the server of S3';
}

const needs = [
  { tests: 'test/interop/command-*.test.ts', prepare: preparePython, lost: 'Nothing was compared with a peer.' },
  { tests: 'test/interop/{sandbox,report}-*.test.ts', prepare: prepareChromium, lost: 'No page was looked at.' },
  { tests: 'test/interop/predictions-s3.test.ts', prepare: prepareS3, lost: 'No prediction was put into an S3.' },
];
const skipped = needs.flatMap(({ tests, prepare, lost }) => {
  const missing = prepare();
  return missing === undefined ? [] : [{ exclude: `--exclude=${tests}`, said: `${missing}. ${lost}` }];
});
const reporters = report === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const args = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'interop',
  ...skipped.map(({ exclude }) => exclude),
  ...reporters,
];
const tools = { AVAL_PYTHON: python, AVAL_CHROMIUM: findChromium(), AVAL_S3_SERVER: s3Server };
const passed = skipped.length === needs.length || run(process.execPath, args, tools);
// Last, where it is seen: what was not looked at has not passed.
for (const { said } of skipped) console.error(`\n!!! INTEROP SKIPPED: ${said} !!!\n`);
process.exitCode = passed ? 0 : 1;
