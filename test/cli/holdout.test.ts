import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
  edit(repository, 'aval.yaml', 'holdoutBudget: 32', 'holdoutBudget: 4, holdout: {mode: hybrid}');
  repository.commit('Tell only whether it passed');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const run = (...args: string[]) => avalJson(repository.root, ...args);

test('says what a budget gives, and how many rows decide a condition that often; nothing is spent', async () => {
  const asked = ['--condition', 'n - o > 0.02 +/- 0.01', '--disagreement', '0.1'];
  expect(await run('holdout', ...asked)).toMatchObject({
    outcome: 'ok',
    mode: 'hybrid',
    levels: [0.0125, 0.0125, 0.0125, 0.0125],
    used: [],
    rows: { none: 11_916, hybrid: 11_916, full: 14_779 },
  });
  const wrong = await aval(repository.root, ['holdout', '--condition', 'n > 0.8 +/- 0.1', '--disagreement', '0.1']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('one clause on n - o')]);
});

test('by a schedule it says what the first uses get, and the last', async () => {
  const hybrid = 'holdoutBudget: 4, holdout: {mode: hybrid}';
  const planned = 'holdoutBudget: 5, holdout: {schedule: obrienFleming}';
  edit(repository, 'aval.yaml', hybrid, planned);
  repository.commit('A planned series');
  expect(await run('holdout')).toMatchObject({ schedule: 'obrienFleming', last: expect.closeTo(0.02157, 5) });
  const { stdout } = await aval(repository.root, ['holdout']);
  expect(stdout).toContain(
    'mode spending by obrienFleming: 5 uses, the first at 99.998 %, 99.61 %, 98.11 %, 96.59 %, the last at 95.69 %\n',
  );
  edit(
    repository,
    'aval.yaml',
    planned,
    hybrid.replace('4', '7').replace('{mode: hybrid}', '{schedule: obrienFleming}'),
  );
  const { code, stderr } = await aval(repository.root, ['validate']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('"obrienFleming" is for 6 uses at most, not 7')]);
  repository.git('reset', '-q', '--hard', 'HEAD~1');
});

test('in mode hybrid a pass is told without a number, and retires the holdout', async () => {
  const { stdout } = await aval(repository.root, ['gate', 'credit-risk', '--holdout', '--yes']);
  expect(stdout).toContain('only the verdict leaves it');
  expect(stdout).not.toMatch(/0\.\d/);
  expect(await run('holdout')).toMatchObject({
    used: [{ model: 'credit-risk', tier: 'holdout', used: 1, budget: 4, spent: 0.0125 }],
  });
  edit(repository, 'models/credit-risk/model.yaml', 'applicant:housing]', 'applicant:housing, applicant:job]');
  const again = await aval(repository.root, ['gate', 'credit-risk', '--holdout', '--yes']);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('the holdout is retired: a change passed')]);
});

test('aval doctor --local proves the ledger of this machine, and finds what was edited', async () => {
  expect(await run('doctor', '--local')).toMatchObject({ outcome: 'ok', findings: [{ state: 'ok' }] });
  const folder = path.join(repository.root, '.aval/ledger');
  const [first = ''] = readdirSync(folder).sort();
  writeFileSync(path.join(folder, first), '{}\n');
  const { code, stdout } = await aval(repository.root, ['doctor', '--local']);
  expect([code, stdout]).toEqual([1, expect.stringContaining('✗ holdout ledger  this machine is broken')]);
});
