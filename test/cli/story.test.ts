import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

// One life of a model, in order: each test goes on where the one before it stopped.
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const run = (...args: string[]) => avalJson(repository.root, ...args);
const model = 'models/credit-risk/model.yaml';

test('the template is sound, and its data meet what their sources declare', async () => {
  expect(await run('validate')).toMatchObject({ outcome: 'ok', models: 2, views: 4, sources: 3 });
  expect(await run('data', 'check')).toMatchObject({ outcome: 'ok' });
  expect(await run('data', 'update')).toMatchObject({
    sources: [{ lock: 'free' }, { lock: 'free' }, { source: 'departures', lock: 'kept' }],
  });
});

test('a first version is trained once, judged against no model at all, and published under 1.0.0', async () => {
  const trained = await run('train', 'credit-risk');
  expect(trained).toMatchObject({ models: [{ model: 'credit-risk', from: 'trained' }] });
  expect(await run('train', 'credit-risk')).toMatchObject({ models: [{ from: 'cached' }] });
  expect(await run('gate', 'credit-risk')).toMatchObject({
    outcome: 'ok',
    models: [{ tier: 'dev', level: 'claimed' }],
  });
  expect(await run('publish', 'credit-risk')).toMatchObject({
    models: [{ kind: 'released', version: '1.0.0', size: 'first' }],
  });
  expect(await run('publish', 'credit-risk')).toMatchObject({ models: [{ kind: 'kept', version: '1.0.0' }] });
  expect(repository.git('tag', '--list')).toBe('credit-risk@v1.0.0');
});

test('promoting writes one small file, says what the environment asks for beyond, and changes nothing the second time', async () => {
  expect(await run('promote', 'credit-risk')).toMatchObject({ environment: 'staging', changed: true, unmet: [] });
  const promoted = await run('promote', 'credit-risk', '--to', 'production');
  expect(promoted).toMatchObject({ version: '1.0.0', changed: true, path: 'environments/production/credit-risk.yaml' });
  expect(promoted['unmet']).toEqual([
    "evidence that is reproduced; this version's is claimed",
    '1 approval',
    '24h in staging before',
  ]);
  expect(await run('promote', 'credit-risk', '--to', 'production')).toMatchObject({ changed: false });
  repository.commit('Run it');
  expect(await run('show')).toMatchObject({
    models: [{ model: 'credit-risk', newest: '1.0.0', running: { staging: '1.0.0', production: '1.0.0' } }, {}],
    warnings: [],
  });
});

test('a change on a branch is planned with its line, and judged against production on the same rows', async () => {
  repository.git('switch', '--create', 'plans');
  edit(repository, model, 'applicant:housing]', 'applicant:housing, applicant:other_installment_plans]');
  const plan = await run('plan');
  expect(plan).toMatchObject({
    base: 'main',
    models: [{ model: 'credit-risk', action: 'train', because: 'changed' }, { action: 'keep' }],
  });
  expect(JSON.stringify(plan)).toContain('"line":7');
  const refused = await aval(repository.root, ['publish', 'credit-risk']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('not committed')]);
  repository.commit('Add other instalment plans');
  const { models } = (await run('evaluate', 'credit-risk')) as { models: { evidence: Record<string, unknown> }[] };
  expect(models[0]?.evidence).toMatchObject({ tier: 'dev', champion: { version: '1.0.0' }, model: 'credit-risk' });
});

test('the holdout answers once per package: the ledger grows by a use, the second answer is free and the same', async () => {
  const asked = await aval(repository.root, ['gate', 'credit-risk', '--holdout']);
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  const ledger = path.join(repository.root, '.aval/ledger');
  expect(existsSync(ledger)).toBe(false);
  const first = await run('gate', 'credit-risk', '--holdout', '--yes');
  const entries = readdirSync(ledger).sort();
  const states = entries.map((name) => JSON.parse(readFileSync(path.join(ledger, name), 'utf8')).state);
  expect(states).toEqual(['reserved', 'closed']);
  expect(await run('gate', 'credit-risk', '--holdout')).toEqual(first); // answered before: free, and not asked about
  expect(readdirSync(ledger).sort()).toEqual(entries);
  expect(first).toMatchObject({ outcome: 'ok' });
});

test('compare prints the comment, and nothing else, on standard output', async () => {
  const { stdout } = await aval(repository.root, ['compare', 'credit-risk', '--holdout', '--yes']);
  expect(stdout.startsWith('<!-- aval:comment v1 -->\n\n### ✅ credit-risk: promote.')).toBe(true);
  expect(stdout).toContain('| ROC AUC |');
});

test('compare writes a page with plots of the dev rows, and none of the holdout', async () => {
  const file = path.join(repository.root, '.aval/report.html');
  const compared = await run('compare', 'credit-risk', '--report', '.aval/report.html');
  expect(compared).toMatchObject({ report: file });
  const page = readFileSync(file, 'utf8');
  for (const title of ['ROC curve', 'Precision and recall', 'Calibration', 'Threshold against expected cost'])
    expect(page).toContain(`<h3>${title}</h3>`);
  expect(page.match(/<svg /g)?.length).toBeGreaterThan(6);
  const spent = await aval(repository.root, ['compare', 'credit-risk', '--holdout', '--yes', '--report', 'no.html']);
  expect([spent.code, spent.stderr]).toEqual([2, expect.stringContaining('a report is of the dev rows')]);
  expect(existsSync(path.join(repository.root, 'no.html'))).toBe(false);
});

test('what is not merged is not published; merged, it is released without training, as the next version', async () => {
  const unmerged = await aval(repository.root, ['publish', 'credit-risk']);
  expect([unmerged.code, unmerged.stderr]).toEqual([2, expect.stringContaining('is not the tip of main')]);
  repository.git('switch', 'main');
  repository.git('merge', '--no-ff', '-m', 'Merge plans', 'plans');
  const published = await aval(repository.root, ['publish', 'credit-risk', '--holdout', '--yes']);
  expect(published.stdout).toMatch(/credit-risk 2\.0\.0 {2}major .* new input "applicant:other_installment_plans"/);
  expect(published.stderr).not.toContain('train linear');
  await run('promote', 'credit-risk', '--to', 'production');
  repository.commit('Promote');
});

test('a version is proved offline: package, definition, evidence and verdict, and each damage is told apart', async () => {
  expect(await run('verify', 'credit-risk@v2.0.0')).toMatchObject({ outcome: 'ok', version: '2.0.0' });
  const { digest } = await run('promote', 'credit-risk', '--to', 'production');
  const file = path.join(
    repository.root,
    '.aval/packages/packages/sha256',
    String(digest).slice(7),
    'model/linear.json',
  );
  const sound = readFileSync(file);
  writeFileSync(file, sound.toString('utf8').replace(/\d/, '7'));
  const damaged = await run('verify', 'credit-risk@v2.0.0');
  expect(damaged).toMatchObject({
    outcome: 'fail',
    checks: [{ check: 'package', ok: false }, { ok: true }, { ok: true }, { ok: true }],
  });
  writeFileSync(file, sound);
});

test('rollback sets production back to what it ran before, and a reverted change comes back as a new version', async () => {
  expect(await run('rollback', 'credit-risk')).toMatchObject({
    environment: 'production',
    before: '2.0.0',
    version: '1.0.0',
  });
  repository.commit('Roll back');
  repository.git('revert', '--no-edit', '-m', '1', 'HEAD~2');
  expect(await run('plan', '--base', 'HEAD~1')).toMatchObject({
    models: [{ action: 'keep', because: 'released', version: '1.0.0' }, {}],
  });
  const published = await run('publish', 'credit-risk');
  expect(published).toMatchObject({ models: [{ kind: 'reverted', version: '3.0.0', reverts: '1.0.0' }] });
  expect(await run('verify', 'credit-risk@v3.0.0')).toMatchObject({ outcome: 'ok' });
  const history = (await run('history', 'credit-risk')) as { versions: { version: string; ran: unknown[] }[] };
  expect(history.versions.map(({ version, ran }) => [version, ran.length])).toEqual([
    ['3.0.0', 0],
    ['2.0.0', 1],
    ['1.0.0', 3],
  ]);
});

test('rolling back again goes no further than the first version, and never forward', async () => {
  const { code, stderr } = await aval(repository.root, ['rollback', 'credit-risk']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('ran no other version of credit-risk before this one')]);
});

test('a champion whose package is gone is made again from its tag, and counts because it is the very same', async () => {
  rmSync(path.join(repository.root, '.aval'), { recursive: true });
  const { code, stdout, stderr } = await aval(repository.root, ['evaluate', 'credit-risk']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('is not in the store; making it again from its tag')]);
  expect(stdout).toContain('production 1.0.0');
});
