import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryRepository, temporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit } from './aval.ts';

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository();
});
afterEach(() => repository[Symbol.dispose]());

const read = (file: string): string => readFileSync(path.join(repository.root, file), 'utf8');
const rulesets = ['gate', 'ledger-history', 'ledger-writes', 'version-history', 'version-tags'].map(
  (name) => `.github/rulesets/aval-${name}.json`,
);

test('the App goes into aval.yaml and into the rulesets, and the workflows come with the template', async () => {
  const { stdout } = await aval(repository.root, ['init', '--app', 'aval-bot', '--app-id', '1234']);
  expect(stdout).toContain('import each of .github/rulesets/*.json');
  expect(read('aval.yaml')).toContain('\napp: aval-bot ');
  expect(repository.git('ls-files', '--others', '.github/rulesets').split('\n')).toEqual(rulesets);
  expect(JSON.parse(read('.github/rulesets/aval-gate.json')).rules).toContainEqual({
    type: 'required_status_checks',
    parameters: {
      strict_required_status_checks_policy: false,
      required_status_checks: [{ context: 'aval / gate', integration_id: 1234 }],
    },
  });
  expect(read('.github/workflows/aval.yaml')).toContain('branches: [main]');
  expect((await aval(repository.root, ['validate'])).code).toBe(0);
});

test('without an App no ruleset is written, and one line says how they come', async () => {
  const { stdout } = await aval(repository.root, ['init', '--bare']);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(
    'On GitHub the gate binds by rulesets that name your App: aval init --github --app <slug> --app-id <number>',
  );
  expect(repository.git('ls-files', '--others')).not.toContain('rulesets');
});

test('--github adds to a repository only what GitHub needs, and a second time nothing', async () => {
  repository.git('branch', '-m', 'master');
  await aval(repository.root, ['init']);
  edit(repository, 'aval.yaml', 'lending-and-flights', 'mine');
  repository.remove('.github');
  repository.remove('data');
  repository.commit('Mine');
  const app = ['--github', '--app', 'aval-bot', '--app-id', '7'];
  const { files } = await avalJson(repository.root, 'init', ...app);
  expect(files).toEqual([
    '.github/workflows/aval-holdout.yaml',
    '.github/workflows/aval-monitor.yaml',
    '.github/workflows/aval.yaml',
    '.github/rulesets/aval-gate.json',
    '.github/rulesets/aval-ledger-writes.json',
    '.github/rulesets/aval-ledger-history.json',
    '.github/rulesets/aval-version-tags.json',
    '.github/rulesets/aval-version-history.json',
    'aval.yaml',
  ]);
  expect(repository.git('diff', '--numstat')).toBe('1\t0\taval.yaml');
  expect(read('.github/workflows/aval.yaml')).toContain('branches: [master]');
  repository.commit('GitHub');
  expect((await aval(repository.root, ['init', ...app])).code).toBe(0);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('an edited workflow or a ruleset for another App stops all of it', async () => {
  await aval(repository.root, ['init', '--app-id', '7']);
  repository.write({ '.github/workflows/aval.yaml': 'on: push\n' });
  repository.commit('Mine');
  const { code, stderr } = await aval(repository.root, ['init', '--github', '--app', 'x', '--app-id', '8']);
  expect([code, repository.git('status', '--porcelain')]).toEqual([2, '']);
  expect(stderr).toContain('.github/workflows/aval.yaml exists and differs');
  expect(stderr).toContain('.github/rulesets/aval-gate.json exists and differs');
});

test.each([
  [['--app-id', 'aval-bot'], '"aval-bot" is not the number of a GitHub App'],
  [['--app-id', '0'], '"0" is not the number'],
  [['--app', 'Aval Bot'], '"Aval Bot" is not the slug of a GitHub App'],
  [['--bare', '--github'], '--bare and --github do not go together'],
  [['--github'], 'there is no aval.yaml'],
])('aval init %j: %s', async (args, says) => {
  const { code, stderr } = await aval(repository.root, ['init', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  expect(repository.git('status', '--porcelain')).toBe('');
});
