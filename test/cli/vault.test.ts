import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

// A vault's life, in order: one promotion, retirement, the next vault of new rows.
let repository: TemporaryRepository;
const gates = 'models/credit-risk/gates.yaml';
const production = 'environments/production/credit-risk.yaml';
beforeAll(async () => {
  repository = await templateRepository();
  edit(repository, gates, 'holdout: {share: 0.5}', 'holdout: {share: 0.2}\n  vault: {share: 0.3}\n  equalRows: 1');
  edit(repository, gates, 'margin: 0.03', 'margin: 0.3'); // 300 rows decide that much
  edit(repository, gates, 'margin: 0.03', 'margin: 0.3');
  repository.commit('Set a vault aside');
  await run('publish', 'credit-risk');
}, 120_000);
afterAll(() => repository[Symbol.dispose]());

const run = (...args: string[]) => avalJson(repository.root, ...args);
const ledger = () => {
  const folder = path.join(repository.root, '.aval/ledger');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
};
const toProduction = (...more: string[]) => run('promote', 'credit-risk', '--to', 'production', '--vault', ...more);

test('the vault is asked by nobody who did not agree, and before the last environment not at all', async () => {
  expect(await toProduction()).toMatchObject({ outcome: 'error' });
  const early = await aval(repository.root, ['promote', 'credit-risk', '--to', 'staging', '--vault', '--yes']);
  expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('the vault judges promotions to production')]);
  expect([ledger(), existsSync(path.join(repository.root, production))]).toEqual([[], false]);
});

test('a pass promotes: the ledger has the one use at the whole of alpha, and evidence without a number', async () => {
  const promoted = await toProduction('--yes');
  expect(promoted).toMatchObject({ outcome: 'ok', changed: true, vault: { outcome: 'pass' } });
  const [reserved, closed] = ledger();
  expect(reserved).toMatchObject({ tier: 'vault', use: 1, alpha: 0.05, state: 'reserved' });
  expect(closed).toMatchObject({ tier: 'vault', state: 'closed', passed: true });
  const folder = path.join(repository.root, '.aval/work');
  const name = `evidence-${closed.evidence.slice('sha256:'.length)}.json`;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(name));
  const evidence = JSON.parse(readFileSync(path.join(folder, found[0] ?? ''), 'utf8'));
  expect(evidence).toMatchObject({ tier: 'vault', verdict: 'pass', measurements: [], groups: {} });
  expect(Object.keys(evidence)).not.toContain('thresholds');
  repository.commit('Promote');
});

test('the same question is answered again, free; the holdout and dev never read a row of the vault', async () => {
  const before = ledger();
  expect(await run('gate', 'credit-risk', '--holdout', '--yes')).toMatchObject({ models: [{ tier: 'holdout' }] });
  const holdout = ledger().slice(before.length);
  expect(holdout[0]).toMatchObject({ state: 'reserved', use: 1 });
  expect(holdout[0].account).not.toBe(before[0].account);
});

test('another version finds the vault retired, and is not promoted by it', async () => {
  edit(repository, 'models/credit-risk/model.yaml', 'applicant:housing]', 'applicant:housing, applicant:job]');
  repository.commit('Add the job');
  await run('publish', 'credit-risk');
  const { code, stderr } = await aval(repository.root, [
    'promote',
    'credit-risk',
    '--to',
    'production',
    '--vault',
    '--yes',
  ]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('the vault is retired: 100 % of its rows judged before')]);
  expect(readFileSync(path.join(repository.root, production), 'utf8')).toContain('1.0.0');
});

test('twice as many new rows are the next vault', async () => {
  const file = path.join(repository.root, 'data/german_credit.csv');
  const [head = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  const more = ['x', 'y'].flatMap((mark) => rows.map((row) => row.replace(/^"([^"]*)"/, `"$1${mark}"`)));
  writeFileSync(file, `${[head, ...rows, ...more].join('\n')}\n`);
  repository.commit('Two more years');
  const judged = await toProduction('--yes');
  expect(['ok', 'inconclusive', 'fail']).toContain(judged['outcome']);
  const uses = ledger().filter(({ tier, state }) => tier === 'vault' && state === 'reserved');
  expect(uses).toHaveLength(2);
  expect(uses[1].account).not.toBe(uses[0].account);
});
