import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, launcher, templateRepository } from './aval.ts';

// What may be published, from where, and by whose rules. Each test goes on where the one before it stopped.
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
  await run('publish', 'credit-risk');
  for (const environment of ['staging', 'production']) await run('promote', 'credit-risk', '--to', environment);
  repository.commit('Run the first version');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const run = (...args: string[]) => avalJson(repository.root, ...args);
const gates = 'models/credit-risk/gates.yaml';
const model = 'models/credit-risk/model.yaml';

test('a change that drops the gate which stops it is still judged by that gate once it is merged', async () => {
  repository.git('switch', '--create', 'sly');
  edit(repository, model, 'applicant:housing]', 'applicant:housing, applicant:age]');
  const rule = repositoryText(gates).slice(repositoryText(gates).indexOf('  - metric: mean_score'));
  edit(repository, gates, rule, '');
  repository.commit('Add age, and drop a rule');
  expect(await run('gate', 'credit-risk', '--holdout', '--yes')).toMatchObject({ outcome: 'fail' });
  repository.git('switch', 'main');
  repository.git('merge', '--no-ff', '-m', 'Merge sly', 'sly');
  expect(await run('publish', 'credit-risk')).toMatchObject({ outcome: 'fail', models: [{ kind: 'refused' }] });
  expect(await run('publish', 'credit-risk', '--holdout', '--yes')).toMatchObject({ outcome: 'fail' });
  expect(repository.git('tag', '--list')).toBe('credit-risk@v1.0.0');
  repository.git('reset', '--hard', 'HEAD~1');
});

test('a version is made of the tip of the main branch, and of nothing else', async () => {
  const refusal = async () => {
    const { code, stderr } = await aval(repository.root, ['publish', 'credit-risk']);
    return [code, stderr.split('\n')[0]];
  };
  repository.git('checkout', '--quiet', '--detach', 'credit-risk@v1.0.0');
  expect(await refusal()).toEqual([2, '✗ what is checked out is not the tip of main']);
  repository.git('switch', '--quiet', 'main');
  repository.git('branch', '-m', 'trunk');
  expect(await refusal()).toEqual([2, '✗ it is not known which branch is the main one']);
  repository.git('branch', '-m', 'main');
});

test('a clone without tags or history can neither publish nor guess what ran', async () => {
  const clone = (...options: string[]) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aval-clone-'));
    repository.git('clone', '--quiet', ...options, `file://${repository.root}`, folder);
    return folder;
  };
  const [shallow, tagless, whole] = [clone('--depth', '1'), clone('--no-tags'), clone()];
  try {
    expect((await aval(shallow, ['publish'])).stderr).toContain('this clone is shallow');
    expect((await aval(tagless, ['publish', 'credit-risk'])).stderr).toContain('git fetch --tags');
    const evaluated = await aval(whole, ['evaluate', 'credit-risk']);
    expect([evaluated.code, evaluated.stderr]).toEqual([0, expect.stringContaining('making it again from its tag')]);
  } finally {
    for (const folder of [shallow, tagless, whole]) rmSync(folder, { recursive: true });
  }
}, 60_000);

test('data that are not what their source declares are neither trained on nor judged', async () => {
  edit(repository, 'data/german_credit.csv', 'Bad', 'Godo');
  const { code, stderr } = await aval(repository.root, ['train', 'credit-risk']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('source applications, column class: values')]);
  repository.git('restore', '.');
});

test('a policy that was broken where a change begins is told with its commit, for the working copy has it no more', async () => {
  const before = repository.git('rev-parse', 'HEAD');
  edit(repository, 'aval.yaml', 'kind: Project', 'kind: Project\nunknownKey: 1');
  const commit = repository.commit('Break the policy');
  expect((await aval(repository.root, ['evaluate', 'credit-risk'])).stderr).not.toContain('(at ');
  edit(repository, 'aval.yaml', 'unknownKey: 1\n', '');
  for (const command of ['evaluate', 'gate', 'publish', 'promote']) {
    const { code, stderr } = await aval(repository.root, [command, 'credit-risk']);
    const [told] = stderr.split('\n');
    expect([command, code, told]).toEqual([
      command,
      2,
      `✗ aval.yaml:4:1 (at ${commit.slice(0, 12)})  unknown key "unknownKey"`,
    ]);
    expect(await run(command, 'credit-risk')).toMatchObject({ faults: [{ location: { line: 4 }, commit }] });
  }
  edit(repository, model, 'applicant:housing]', 'applicant:housing, applicant:age]');
  repository.commit('Mend it, and add age');
  expect(await run('publish', 'credit-risk')).toMatchObject({ faults: [{ location: { line: 4 }, commit }] });
  repository.git('reset', '--hard', '--quiet', before);
}, 60_000);

test('a typo in some view keeps nobody from rolling back or from reading what ran', async () => {
  edit(repository, 'features/flight.yaml', 'entity: flight', 'entity: fligth');
  const { code, stderr } = await aval(repository.root, ['rollback', 'credit-risk']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('ran no other version of credit-risk before this one')]);
  expect(await run('history', 'credit-risk')).toMatchObject({ outcome: 'ok' });
  repository.git('restore', '.');
});

test('Ctrl-C ends a command before it writes anything that counts', async () => {
  const child = spawn(process.execPath, [launcher, 'publish', 'flight-delay'], {
    cwd: repository.root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (text.includes('frame')) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, stderr]).toEqual([130, expect.stringContaining('stopped')]);
  expect(repository.git('tag', '--list')).toBe('credit-risk@v1.0.0');
});

function repositoryText(file: string): string {
  return readFileSync(path.join(repository.root, file), 'utf8');
}
