import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDefined } from '../../src/core/evaluation/estimate.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { quantityKey } from '../../src/core/gate/quantity-key.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

// What a model leans on and how fast it is; and what an environment asks of a version that was released. Each test goes on where the one before stopped.
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
}, 120_000);
afterAll(() => repository[Symbol.dispose]());

const run = (...args: string[]) => avalJson(repository.root, ...args);
const evaluated = async (...options: string[]) => {
  const { models } = await run('evaluate', 'credit-risk', ...options);
  const [model] = models as [{ evidence: Evidence }];
  return model.evidence;
};

test('what nobody asked for is not measured', async () => {
  const { operational, importance } = await evaluated();
  expect([operational, importance]).toEqual([undefined, undefined]);
});

test('asked for, every feature has its importance, and the machine its times; asked again, they are the same bytes', async () => {
  const evidence = await evaluated('--importance', '--latency');
  const { operational, importance } = evidence;
  expect(importance).toMatchObject({ metric: 'roc_auc', rows: evidence.rows.evaluated, repeats: 5 });
  expect(importance?.features.map(({ feature }) => feature)).toContain('applicant:duration');
  expect(operational?.machine).toContain('Node');
  expect(operational?.measures.map(({ measure, challenger }) => [measure, challenger.n])).toEqual([
    ['latency_p50', 1000],
    ['latency_p99', 1000],
    ['rows_per_second', 25],
  ]);
  expect(await evaluated('--importance', '--latency')).toEqual(evidence);
  const { stdout } = await aval(repository.root, ['evaluate', 'credit-risk', '--importance', '--latency']);
  expect(stdout).toMatch(/latency, p50 +[\d.]+ ms \([\d.]+ … [\d.]+\)/);
  expect(stdout).toMatch(/applicant:duration +0\.\d{4} ± 0\.\d{4} +\d+ % \(\d+ … \d+\)/);
});

test('importance is the same whoever asks, and what a rule asks for is what a person sees', async () => {
  const alone = await evaluated('--importance');
  const both = await evaluated('--importance', '--latency');
  expect(alone.importance).toEqual(both.importance);
  expect(alone.operational).toBeUndefined();
});

test('they are measured on the dev rows: with --holdout nothing is spent', async () => {
  const { code, stderr } = await aval(repository.root, [
    'evaluate',
    'credit-risk',
    '--importance',
    '--holdout',
    '--yes',
  ]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('--importance and --latency are measured on the dev rows'),
  ]);
});

test("a promotion on a laptop says which of the environment's rules the released version does not meet", async () => {
  const gates = `gates:
        - {metric: roc_auc, rule: atLeast, threshold: 0.95, why: The board asks.}
        - {metric: roc_auc, rule: atLeast, threshold: 0.51, why: Better than a coin.}
        - {metric: recall, rule: atLeast, threshold: 0.001, why: It finds some.}`;
  edit(repository, 'aval.yaml', 'promote: onRelease ', `require:\n      ${gates}\n    promote: onRelease `);
  repository.commit('Staging asks for more');
  expect(await run('publish', 'credit-risk')).toMatchObject({ outcome: 'ok' });
  const { unmet } = await run('promote', 'credit-risk', '--to', 'staging');
  expect(unmet).toEqual([expect.stringMatching(/^ROC AUC: 0\.\d+ \(0\.\d+ … 0\.\d+\), below 0\.95$/)]);
});

test('and where people may answer for too few rows, whose approval would do', async () => {
  const [{ evidence }] = (await run('evaluate', 'credit-risk'))['models'] as [{ evidence: Evidence }];
  const auc = evidence.measurements.find(({ quantity }) => quantityKey(quantity) === '{"metric":"roc_auc"}');
  if (auc === undefined || !isDefined(auc.challenger)) throw new Error('no AUC');
  const people = `threshold: ${auc.challenger.value}, why: The board asks.}`;
  edit(repository, 'aval.yaml', 'threshold: 0.95, why: The board asks.}', people);
  edit(repository, 'aval.yaml', 'It finds some.}', 'It finds some.}\n      whenInconclusive: {approve: {count: 2}}');
  repository.commit('Staging lets people answer');
  const { unmet } = await run('promote', 'credit-risk', '--to', 'staging');
  expect(unmet).toEqual([
    expect.stringMatching(/^ROC AUC: can't tell whether it is at least/),
    'instead, 2 more approvals by people who may write and made no part of the change would do',
  ]);
});
