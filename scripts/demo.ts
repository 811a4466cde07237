// The laptop story: two first versions, three changes of one model, a merge, a promotion, a revert. Runs the real command line on
// a real git repository in a temporary folder. No seed is chosen for its outcome: scripts/verdicts.ts prints 16 of them.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SimpleGit, simpleGit } from 'simple-git';

const launcher = fileURLToPath(new URL('../bin/aval.mjs', import.meta.url));
const keep = process.argv.includes('--keep');
const steps: { what: string; result: string; seconds: number }[] = [];

const folder = await mkdtemp(join(tmpdir(), 'aval-demo-'));
const git = simpleGit(folder);
const started = performance.now();
try {
  await firstVersions();
  await change(
    'savings-and-checking',
    'Add savings and checking status',
    'applicant:savings_account_bonds, applicant:checking_account_status',
  );
  await change('age', 'Add age', 'applicant:age');
  await smallGroups();
  await mergeAndPromote();
  await revert();
  summary();
} finally {
  if (keep) console.log(`\nThe repository stays in ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}

async function firstVersions(): Promise<void> {
  title('A repository from the template, and first versions');
  await step('make a repository', () => aval('init'));
  await identify(git);
  await commit('Start with aval');
  await step('check the data', () => aval('data', 'check'));
  await step('train both models', () => aval('train'));
  await step('publish first versions', () => aval('publish'));
  for (const environment of ['staging', 'production']) {
    for (const model of ['credit-risk', 'flight-delay']) await aval('promote', model, '--to', environment);
  }
  await commit('Run the first versions');
}

/** One branch that adds features, planned, compared and judged against production. */
async function change(branch: string, message: string, features: string, base = 'main'): Promise<void> {
  title(`Branch ${branch}: ${message}`);
  await git.checkoutBranch(branch, base);
  await edit('models/credit-risk/model.yaml', 'applicant:housing]', `applicant:housing, ${features}]`);
  await commit(message);
  await aval('plan', '--base', base);
  await aval('compare', 'credit-risk', '--base', base);
  await step(message.toLowerCase(), () => aval('gate', 'credit-risk', '--base', base));
}

async function smallGroups(): Promise<void> {
  title('A rule that this many rows cannot decide: false positives by age');
  await git.checkoutBranch('stricter', 'main');
  const rule = [
    '  - metric: false_positive_rate',
    '    contrast: age',
    '    rule: gapNotWider',
    '    margin: 0.05',
    '    why: Young people who would repay must not be declined more often than before.',
    '',
  ].join('\n');
  await edit('models/credit-risk/gates.yaml', /$/, rule);
  await commit('Ask for equal false-positive rates');
  await change('employment', 'Add employment, under the stricter gate', 'applicant:employment_duration', 'stricter');
}

async function mergeAndPromote(): Promise<void> {
  title('Merge the first change: a version, and its promotion');
  await git.checkout('main');
  await git.merge(['--no-ff', '-m', 'Merge savings-and-checking', 'savings-and-checking']);
  await step('publish what was merged', () => aval('publish', 'credit-risk'));
  await aval('promote', 'credit-risk', '--to', 'production');
  await commit('Promote credit-risk to production');
  await aval('show');
}

async function revert(): Promise<void> {
  title('Roll back: revert the promotion, then the change');
  await git.revert('HEAD');
  await step('production after the revert', () => aval('show'));
  await git.raw('revert', '--no-edit', '-m', '1', 'HEAD~2');
  await aval('plan', '--base', 'HEAD~1');
  await step('re-publish: the digest is known, nothing is trained', () => aval('publish', 'credit-risk'));
  await aval('history', 'credit-risk');
}

function summary(): void {
  title(`What happened, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const width = Math.max(...steps.map((s) => s.what.length));
  for (const s of steps) console.log(`  ${s.what.padEnd(width)}  ${s.seconds.toFixed(1).padStart(5)} s  ${s.result}`);
}

/** Runs aval in the repository with its output on this terminal; resolves to what it printed. */
function aval(...args: string[]): Promise<{ code: number; output: string }> {
  console.log(`\n$ aval ${args.join(' ')}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject).on('close', (code) => {
      if (code === 0 || code === 1) resolve({ code, output });
      else reject(new Error(`aval ${args.join(' ')} ended with ${code}`));
    });
  });
}

async function step(what: string, run: () => Promise<{ code: number; output: string }>): Promise<void> {
  const at = performance.now();
  const { code, output } = await run();
  const verdict =
    output.split('\n').find((line) => /^[✓✅❌⚪⏳✗]/u.test(line)) ?? (code === 0 ? 'done' : 'not passed');
  steps.push({ what, result: verdict, seconds: (performance.now() - at) / 1000 });
}

async function edit(path: string, from: string | RegExp, to: string): Promise<void> {
  const file = join(folder, path);
  const before = await readFile(file, 'utf8');
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`nothing to change in ${path}`);
  await writeFile(file, after);
}

async function commit(message: string): Promise<void> {
  await git.add('.');
  await git.commit(message);
}

async function identify(repository: SimpleGit): Promise<void> {
  await repository.addConfig('user.name', 'Demo');
  await repository.addConfig('user.email', 'demo@example.invalid');
}

function title(text: string): void {
  console.log(`\n━━ ${text} ${'━'.repeat(Math.max(3, 90 - text.length))}`);
}
