// Runs the built actions as a runner does, from a folder that holds dist/ alone: no node_modules, so that what can't be bundled is installed
// from its lockfile. Needs the npm registry. Prints how long each action takes to start.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerFileName, parseAnswerFile } from '../src/core/ledger/answer-file.ts';
import { entryDigest } from '../src/core/ledger/entry.ts';
import { entryPath, entryText, readLedger, reserveUse } from '../src/core/ledger/ledger.ts';
import { askedAt } from '../test/actions/asked-at.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'aval-actions-'));
const [release, checkout, runner] = ['release', 'checkout', 'runner'].map((name) => join(folder, name));
if (release === undefined || checkout === undefined || runner === undefined) throw new RangeError('three folders');

function must(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
}

/** One step by the runner's protocol: inputs in, outputs out. */
function step(action: string, inputs: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const [output, summary] = [join(runner as string, 'output'), join(runner as string, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = {
    ...process.env,
    GITHUB_WORKSPACE: checkout,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...Object.fromEntries(given),
  };
  const start = performance.now();
  must(process.execPath, [join(release as string, `dist/actions/${action}.js`)], checkout as string, env);
  console.log(`  ${action} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const text = readFileSync(output, 'utf8');
  return new Map(
    [...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, key = '', , value = '']) => [key, value]),
  );
}

/** The trusted run's two processes: the one with a token stops before it reads data, the one without answers an entry. */
async function holdout(base: string): Promise<void> {
  const event = join(runner as string, 'event.json');
  writeFileSync(event, JSON.stringify({ action: 'aval-evaluate', sender: { login: 'walter', id: 7, type: 'User' } }));
  const given = { GITHUB_WORKSPACE: checkout, GITHUB_REPOSITORY: 'o/r', GITHUB_EVENT_PATH: event, INPUT_TOKEN: 'none' };
  const env = { ...process.env, ...given, GITHUB_EVENT_NAME: 'repository_dispatch', RUNNER_TEMP: runner };
  const { status, stdout } = spawnSync(process.execPath, [join(release as string, 'dist/actions/holdout.js')], {
    env,
    encoding: 'utf8',
  });
  if (status !== 1 || !stdout.includes('title=holdout.app')) throw new Error(`holdout said ${status} ${stdout}`);
  const head = must('git', ['rev-parse', 'HEAD'], checkout as string).trim();
  const entry = reserveUse(readLedger([]), await askedAt(checkout as string, 'credit-risk', head, base));
  const text = join(runner as string, 'entry.json');
  writeFileSync(text, entryText(entry));
  const git = (...args: string[]): string => must('git', args, checkout as string).trim();
  git('switch', '--quiet', '--orphan', 'aval-ledger');
  mkdirSync(join(checkout as string, 'entries'));
  cpSync(text, join(checkout as string, entryPath(0)));
  git('add', '--force', entryPath(0));
  git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '--quiet', '-m', 'entry');
  const folders = ['packages', 'cache', 'output'].map((name) => [name, join(runner as string, 'holdout', name)]);
  const commits = { head, base, ledger: git('rev-parse', 'HEAD'), entry: entryDigest(entry) };
  const job = join(runner as string, 'job.json');
  writeFileSync(job, JSON.stringify({ repository: checkout, ...commits, ...Object.fromEntries(folders) }));
  const start = performance.now();
  const child = join(release as string, 'dist/actions/holdout-child.js');
  must(process.execPath, [child, job], runner as string, { PATH: process.env['PATH'] });
  console.log(`  holdout-child ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const { answer } = parseAnswerFile(readFileSync(join(runner as string, 'holdout/output', answerFileName)));
  if (answer.outcome !== 'evaluated') throw new Error(`holdout-child said ${answer.outcome}`);
}

try {
  must('npm', ['run', 'build', '--silent'], root);
  cpSync(join(root, 'dist'), join(release, 'dist'), { recursive: true });
  for (const name of [checkout, runner]) mkdirSync(name);
  must(process.execPath, [join(root, 'bin/aval.mjs'), 'init'], checkout);
  must('git', ['add', '--all'], checkout);
  must('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '--quiet', '-m', 'start'], checkout);
  const empty = must('git', ['hash-object', '-t', 'tree', '-w', '/dev/null'], checkout).trim();
  const orphan = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit-tree', '-m', 'nothing', empty];
  const base = must('git', orphan, checkout).trim();
  const models = step('plan', { base }).get('models');
  if (models !== '["credit-risk","flight-delay"]') throw new Error(`planned ${models}`);
  const trained = step('train', { base, model: 'credit-risk', token: 'none' }).get('from');
  if (trained !== 'trained') throw new Error(`train said ${trained}`);
  const outcome = step('evaluate', { base, model: 'credit-risk', token: 'none' }).get('outcome');
  if (outcome !== 'pass') throw new Error(`evaluate said ${outcome}`);
  const outcomes = step('report', { base, models: '["credit-risk","flight-delay"]' }).get('outcomes');
  if (outcomes !== '{"credit-risk":"pass","flight-delay":"waiting"}') throw new Error(`report said ${outcomes}`);
  await holdout(base);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
