// The laptop story: first versions of two models, four changes of one of them on branches, a merge, a promotion, a revert. Runs the real
// command line on a real git repository in a temporary folder (`npm run demo -- --laptop`; `--keep` leaves it there). `npm run verdicts` shows other seeds' outcomes.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleGit } from 'simple-git';
import { type DemoChange, demoChanges } from './changes.ts';
import { summary, Track } from './steps.ts';

const launcher = fileURLToPath(new URL('../../bin/aval.mjs', import.meta.url));
const holdout = ['--holdout', '--yes'];
const track = new Track();
let folder = '';
let git = simpleGit();

/** Runs the story from an empty folder to its last line. */
export async function laptopStory(keep: boolean): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'aval-demo-'));
  git = simpleGit(folder);
  try {
    await firstVersions();
    for (const change of demoChanges) await propose(change);
    await mergeAndPromote();
    await revert();
    summary();
  } finally {
    if (keep) console.log(`\nThe repository stays in ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function firstVersions(): Promise<void> {
  track.title('A repository from the template, and first versions');
  await step('make a repository', () => aval('init'));
  await git.addConfig('user.name', 'Demo');
  await git.addConfig('user.email', 'demo@example.invalid');
  await commit('Start with aval');
  await step('check the data', () => aval('data', 'check'));
  await step('train both models', () => aval('train'));
  await step('publish first versions', () => aval('publish'));
  for (const environment of ['staging', 'production']) {
    for (const model of ['credit-risk', 'flight-delay']) await aval('promote', model, '--to', environment);
  }
  await commit('Run the first versions');
}

/** A branch with one change, planned, evaluated on the holdout and judged against production. */
async function propose({ branch, message, features, rule }: DemoChange): Promise<void> {
  track.title(`Branch ${branch}: ${message}`);
  if (rule !== undefined) {
    console.log(
      '\nThe risk owner asks for more first, on a branch of their own: a change is judged by the gates that it starts from.',
    );
    await git.checkoutBranch('stricter', 'main');
    await edit('models/credit-risk/gates.yaml', /^gates:\n/m, `gates:\n${rule}`);
    await commit('Ask for equal false-positive rates');
  }
  const base = rule === undefined ? 'main' : 'stricter';
  await git.checkoutBranch(branch, base);
  const added = features.map((feature) => `, applicant:${feature}`).join('');
  await edit('models/credit-risk/model.yaml', 'applicant:housing]', `applicant:housing${added}]`);
  await commit(message);
  await aval('plan', '--base', base);
  await step(message.toLowerCase(), () => aval('gate', 'credit-risk', '--base', base, ...holdout));
  await aval('compare', 'credit-risk', '--base', base, ...holdout);
}

async function mergeAndPromote(): Promise<void> {
  const [{ branch } = { branch: '' }] = demoChanges;
  track.title(`Merge ${branch}: a version, and its promotion`);
  await git.checkout('main');
  await git.merge(['--no-ff', '-m', `Merge ${branch}`, branch]);
  await step('publish what was merged: nothing is trained or asked twice', () => aval('publish', 'credit-risk'));
  await step('promote it', () => aval('promote', 'credit-risk', '--to', 'production'));
  await commit('Promote credit-risk to production');
  await aval('show');
  await step('verify it offline', () => aval('verify', 'credit-risk'));
}

async function revert(): Promise<void> {
  track.title('Roll back: revert the promotion, then the change');
  await git.revert('HEAD');
  await aval('show');
  await git.raw('revert', '--no-edit', '-m', '1', 'HEAD~2');
  await aval('plan', '--base', 'HEAD~1');
  await step('publish the revert: its digest is known, nothing is trained', () => aval('publish', 'credit-risk'));
  await aval('history', 'credit-risk');
}

/** Runs aval in the repository with its output on this terminal; resolves to what it printed. Only 0 and 1 are outcomes. */
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
  await track.timed(what, async () => {
    const { code, output } = await run();
    const said = output.split('\n').find((line) => /^[✓✅❌⚪⏳✗]/u.test(line));
    return said ?? (code === 0 ? '✓ every check holds' : '✗ a check failed');
  });
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
