import { expect, test } from 'vitest';
import type { SplitRule } from '../../../src/core/definitions/schema/gates.ts';
import { accountDigest } from '../../../src/core/evaluation/account.ts';
import { type Comparison, compareModels, rowsToEvaluate } from '../../../src/core/evaluation/compare-models.ts';
import { type Estimate, isDefined } from '../../../src/core/evaluation/estimate.ts';
import { decidingQuantities } from '../../../src/core/evaluation/quantities.ts';
import { roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import { type ModelFrame, type Part, parts } from '../../../src/core/features/frame.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import { linearEngine } from '../../../src/core/training/linear/linear-engine.ts';
import { spineSource } from '../../fixtures/spine-source.ts';
import { creditGates, lending } from '../gate/sample-evidence.ts';
import { isoDay, type LoanModel, loanFrame, madeUpLoans, readLoans, trainedLoanModel } from './made-up-loans.ts';

const gates = creditGates();
const ports = {
  readFrame: async (resolved: ResolvedModel) => readLoans(resolved),
  openEngine: async () => linearEngine,
  stopwatch: { now: () => Number.NaN, machine: 'no rule asks for the time' },
};
/** Learned from the first 400 loans, and reads one feature only. */
const champion = {
  ...(await trainedLoanModel({ features: ['loan:amount'], pin: { digest: 'git:400' } })),
  version: '1.3.0',
};
const challenger = await trainedLoanModel();
const comparison: Comparison = {
  gates,
  project: lending(),
  challenger,
  champion,
  tier: 'dev',
  level: 'claimed',
  holdout: 'readable',
  alpha: 0.05,
  seed: 7,
};
const onDev = await compareModels(comparison, ports);

const split = (data: { seed?: number; dev?: SplitRule; holdout?: SplitRule }) => ({
  ...gates,
  data: { ...gates.data, ...data },
});
const keysIn = ({ keys, part, label }: ModelFrame, wanted: Part) =>
  keys.filter((_, row) => part[row] === parts.indexOf(wanted) && !Number.isNaN(label[row]));
const auc = ({ measurements }: Evidence) => measurements.find(({ quantity }) => quantity.metric === 'roc_auc');
const numberOf = (of: Estimate | undefined) => (of && isDefined(of) ? of.value : Number.NaN);

test('challenger and champion are scored on the same rows: the labelled dev rows that the challenger pins', () => {
  const dev = keysIn(loanFrame(madeUpLoans(600)), 'dev');
  expect(onDev.rows).toMatchObject({ evaluated: dev.length, trainedOn: 0 });
  expect(onDev.rows.unlabelled).toBeGreaterThan(0);
  expect(auc(onDev)).toMatchObject({ challenger: { n: dev.length }, champion: { n: dev.length } });
  expect(dev.length).toBeGreaterThan(keysIn(loanFrame(madeUpLoans(400)), 'dev').length);
});

test('each model is itself, whichever side it is on', async () => {
  const pins = challenger.resolved.pins;
  const turned = { challenger: { ...champion, resolved: { ...champion.resolved, pins } }, champion: challenger };
  const swapped = await compareModels({ ...comparison, ...turned }, ports);
  expect(numberOf(auc(swapped)?.challenger)).toBeCloseTo(numberOf(auc(onDev)?.champion), 12);
  expect(numberOf(auc(swapped)?.champion)).toBeCloseTo(numberOf(auc(onDev)?.challenger), 12);
  expect(numberOf(auc(onDev)?.challenger)).not.toBeCloseTo(numberOf(auc(onDev)?.champion), 3);
  expect(swapped.champion?.package).toBe(onDev.challenger.package);
  expect(onDev.champion).toEqual({
    package: champion.package.digest,
    definition: champion.resolved.digest,
    version: '1.3.0',
    bytes: champion.package.manifest.files.reduce((sum, { size }) => sum + size, 0),
  });
});

test('the same inputs give the same evidence', async () => {
  expect(await compareModels(comparison, ports)).toEqual(onDev);
});

test('a first version is compared with nothing', async () => {
  const { champion: _, ...first } = comparison;
  const evidence = await compareModels(first, ports);
  expect(evidence).not.toHaveProperty('champion');
  expect(auc(evidence)?.challenger).toEqual(auc(onDev)?.challenger);
});

test('from the holdout only rounded deciding numbers leave, with thresholds that dev gave', async () => {
  const { frame, rows } = await rowsToEvaluate({ ...comparison, tier: 'holdout' }, ports);
  const evidence = await compareModels({ ...comparison, tier: 'holdout' }, ports);
  expect(evidence.measurements.map(({ quantity }) => quantity)).toEqual(
    decidingQuantities(gates, evidence.groups, comparison.project),
  );
  expect(onDev.measurements.length).toBeGreaterThan(evidence.measurements.length);
  expect(roundForHoldout(evidence, gates, comparison.project)).toEqual(evidence);
  expect(roundForHoldout(onDev, gates, comparison.project)).not.toEqual(onDev);
  expect(evidence.thresholds).toEqual(onDev.thresholds);
  expect(evidence.rows.evaluated).toBe(keysIn(frame, 'holdout').length);
  expect(evidence.account).toBe(accountDigest(frame, rows));
});

/** Labelled rows of a tier by the rules of base that either of the two would have learned from by its own. */
function learned(tier: Part, base: LoanModel, ...models: readonly LoanModel[]): number {
  const frameBy = (of: LoanModel) => loanFrame(madeUpLoans(600), of.gates ?? gates, undefined, of.pin?.until);
  const trained = new Set(models.flatMap((model) => keysIn(frameBy(model), 'train')));
  return keysIn(frameBy(base), tier).filter((key) => trained.has(key)).length;
}

const reseeded: LoanModel = { gates: split({ seed: 1 }) };
const larger: LoanModel = { gates: split({ holdout: { share: 0.1 } }) };

test.each<[string, LoanModel, LoanModel]>([
  ['the challenger brings another seed', reseeded, {}],
  ['the champion was split by another seed', {}, reseeded],
  ['both, by rules of their own', reseeded, larger],
])('rows that a model learned from are left out and counted: %s', async (_, head, before) => {
  const models = { challenger: await trainedLoanModel(head), champion: await trainedLoanModel(before) };
  const { rows } = await compareModels({ ...comparison, ...models, tier: 'holdout' }, ports);
  const expected = learned('holdout', {}, head, before);
  expect(expected).toBeGreaterThan(10);
  expect(rows.trainedOn).toBe(expected);
});

const windows = split({ dev: { share: 0.2 }, holdout: { last: '60d' } });
const before = (day: number): LoanModel => ({ gates: windows, pin: { digest: 'git:600', until: isoDay(day) } });

test.each([
  ['shares place rows alike whatever their end', gates, 250, 290, 0],
  ['a window that moved on holds nothing that the champion saw', windows, 200, 290, 0],
  [
    'a window that moved back holds what the champion learned',
    windows,
    290,
    200,
    learned('holdout', before(200), before(290)),
  ],
] as const)('%s', async (_, policy, championEnd, end, expected) => {
  const until = (day: number) => ({ gates: policy, pin: { digest: 'git:600', until: isoDay(day) } });
  const models = {
    challenger: await trainedLoanModel(until(end)),
    champion: await trainedLoanModel(until(championEnd)),
  };
  const { rows } = await compareModels({ ...comparison, ...models, gates: policy, tier: 'holdout' }, ports);
  expect(rows.trainedOn).toBe(expected);
  expect(rows.evaluated).toBeGreaterThan(10);
});

test('a champion that learned from rows of another spine, or under other names, is refused', async () => {
  const old = await trainedLoanModel({ gates: { ...gates, data: { ...gates.data, spine: 'old-loans' } } });
  await expect(compareModels({ ...comparison, champion: old }, ports)).rejects.toThrow('trained on rows of old-loans');
  const renamed = await trainedLoanModel({ key: 'serial' });
  await expect(compareModels({ ...comparison, champion: renamed }, ports)).rejects.toThrow('by serial');
});

test('a change that moves the row key draws no new holdout: the rows are those of base, and so is the account', async () => {
  const moved = await trainedLoanModel({ key: 'serial' });
  const spine = spineSource(gates.data.spine);
  const account = async (of: Partial<Comparison>) =>
    (await compareModels({ ...comparison, ...of, tier: 'holdout' }, ports)).account;
  const { champion: _, ...first } = comparison;
  const byBase = rowsToEvaluate({ ...first, challenger: moved, spine, tier: 'holdout' }, ports);
  const asBefore = rowsToEvaluate({ ...first, tier: 'holdout' }, ports);
  expect(accountDigest((await byBase).frame, (await byBase).rows)).toBe(await account({}));
  expect((await byBase).rows).toEqual((await asBefore).rows);
  // The moved package itself can't be judged on them: it was trained under other names.
  await expect(account({ challenger: moved, spine })).rejects.toThrow('by serial');
  expect(moved.resolved.digest).not.toBe(challenger.resolved.digest);
});

test('a champion that was read on other rows is refused', async () => {
  const readFrame = async (resolved: ResolvedModel) => {
    const frame = readLoans(resolved);
    return resolved.model.features.length === 1 ? { ...frame, keys: frame.keys.toReversed() } : frame;
  };
  await expect(compareModels(comparison, { ...ports, readFrame })).rejects.toThrowError(
    expect.objectContaining({ class: 'invariant' }),
  );
});
