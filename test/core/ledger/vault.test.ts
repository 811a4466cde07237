import { describe, expect, test } from 'vitest';
import { type Digest, digestOf } from '../../../src/core/digest.ts';
import { spendingOf } from '../../../src/core/ledger/account.ts';
import { useOf, usesOf } from '../../../src/core/ledger/ask.ts';
import type { Answer, Asked } from '../../../src/core/ledger/entry.ts';
import { spendingOfUse } from '../../../src/core/ledger/grant.ts';
import { faultsOf, sumsAboveAlpha, usesOnBranch } from '../../../src/core/ledger/inspect.ts';
import { asked, evaluated, GrowingLedger } from './sample-ledger.ts';
import { spendingBy } from './sample-policy.ts';
import { sampleRows, sampleSketch } from './sample-rows.ts';

const policy = spendingBy();
const refused: Answer = { outcome: 'refused', account: digestOf('vault'), reason: 'retired' };
const failed: Answer = { outcome: 'failed', reason: 'run 7 ended with failure.' };
/** A promotion's question to the vault. `data` names what is pinned. */
const promotion = (version = '2.0.0', data = 'May', other: Partial<Asked> = {}): Partial<Asked> => ({
  vault: { version, package: digestOf(`package ${version}`) },
  rows: digestOf(`rows of ${data}`),
  spine: { source: 'applications', digest: digestOf(data) },
  ...other,
});
const granted = { kind: 'granted', use: 1, budget: 1, alpha: 0.05 };
const retired = (share: number) => ({
  kind: 'refused',
  reason: `the vault is retired: ${share} % of its rows judged before`,
});
const untold = { kind: 'refused', reason: 'whether its rows judged before cannot be told' };
const spendingIn = (grown: GrowingLedger, entry: Digest, rows = sampleRows('vault')) =>
  spendingOfUse(grown.ledger, grown.use(entry), rows, policy);
/** An answer of the vault, and whether it passed. */
const said = (rows: string, passed: boolean): Answer => ({ ...evaluated(rows, 1, 0.05), passed });

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `row ${from + i}`);
const rowsOf = (name: string, of: readonly string[], others: readonly string[] = []) => ({
  account: digestOf(name),
  sketch: sampleSketch(of, others),
});

test('an entry that asks the holdout has the bytes that it always had', () => {
  const grown = new GrowingLedger();
  grown.reserve();
  expect(Object.keys(JSON.parse(grown.texts[0] ?? ''))).not.toContain('vault');
  grown.reserve(promotion());
  expect(JSON.parse(grown.texts[1] ?? '').vault).toEqual({ version: '2.0.0', package: digestOf('package 2.0.0') });
});

describe('the one use', () => {
  test('has the whole of alpha, whatever the holdout spent', () => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(), evaluated('holdout'));
    expect(spendingIn(grown, grown.reserve(promotion()))).toEqual(granted);
  });

  test('counts for no budget of the holdout, where its rows are asked later', () => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion()), said('vault', true));
    grown.reserve(promotion('3.0.0')); // open: whose rows nobody knows
    const change = grown.reserve();
    expect(spendingOf(grown.ledger, grown.use(change), sampleRows('vault'), policy)).toMatchObject({ use: 1 });
  });

  test.each([true, false])('retires the vault, passed: %s', (passed) => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion()), said('vault', passed));
    expect(spendingIn(grown, grown.reserve(promotion('3.0.0')))).toEqual(retired(100));
  });

  test('needs rows that are new enough: half by default, in a holdout or in a vault', () => {
    const grown = new GrowingLedger();
    const judged = rowsOf('May', names(0, 100));
    grown.close(grown.reserve(promotion()), { ...evaluated('May', 1, 0.05), ...judged, passed: true });
    const next = grown.reserve(promotion('3.0.0', 'June'));
    expect(spendingIn(grown, next, rowsOf('June', names(51, 151), names(0, 51)))).toEqual(granted);
    expect(spendingIn(grown, next, rowsOf('June', names(49, 149), names(0, 49)))).toEqual(retired(51));
    grown.close(grown.reserve(), { ...evaluated('holdout'), ...rowsOf('holdout', names(120, 151)) });
    const later = grown.reserve(promotion('4.0.0', 'June'));
    expect(spendingIn(grown, later, rowsOf('June', names(51, 151), names(0, 51)))).toMatchObject({ kind: 'refused' });
  });

  test('is refused where no sketch tells whether its rows are new', () => {
    const grown = new GrowingLedger();
    const { sketch: _, ...bare } = evaluated('holdout');
    grown.close(grown.reserve(), bare);
    expect(spendingIn(grown, grown.reserve(promotion()))).toEqual(untold);
  });

  test('is refused where the bytes are the same and their rows have other names: another key or time column, another zone', () => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion()), said('vault', true));
    expect(spendingIn(grown, grown.reserve(promotion('3.0.0')), sampleRows('other names'))).toEqual(untold);
    expect(spendingIn(grown, grown.reserve(promotion('3.0.0', 'June')), sampleRows('other rows'))).toEqual(granted);
  });

  test('of 50 versions that are asked about at once, in whatever order they are answered, one gets it', () => {
    const grown = new GrowingLedger();
    const entries = Array.from({ length: 50 }, (_, i) => grown.reserve(promotion(`${i + 1}.0.0`)));
    const kinds: string[] = [];
    for (let i = 0; i < 50; i++) {
      const entry = entries[(i * 17 + 5) % 50];
      if (entry === undefined) throw new RangeError('coprime');
      const spending = spendingIn(grown, entry);
      kinds.push(spending.kind);
      const { account } = sampleRows('vault');
      grown.close(
        entry,
        spending.kind === 'granted' ? said('vault', true) : { outcome: 'refused', account, reason: spending.reason },
      );
    }
    expect(kinds.filter((kind) => kind === 'granted')).toHaveLength(1);
    expect(usesOnBranch(grown.ledger).filter(({ state }) => state === 'evaluated')).toMatchObject([{ tier: 'vault' }]);
  });
});

test('whoever looks a ledger over is told of a vault that was used twice, and of none that was not', () => {
  const grown = new GrowingLedger();
  grown.close(grown.reserve(), evaluated('holdout'));
  grown.close(grown.reserve(promotion()), said('vault', true));
  expect(faultsOf(usesOnBranch(grown.ledger))).toEqual([]);
  expect(sumsAboveAlpha(usesOnBranch(grown.ledger), policy)).toEqual([]);
  grown.close(grown.reserve(promotion('3.0.0')), said('vault', false));
  expect(faultsOf(usesOnBranch(grown.ledger))).toEqual(['entry 4 spends use 1 of its account a second time']);
});

describe('a use that failed', () => {
  test('is no further look for the same question, and retires the rows for any other', () => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion()), failed);
    expect(spendingIn(grown, grown.reserve(promotion()))).toEqual(granted);
    expect(spendingIn(grown, grown.reserve(promotion('3.0.0')))).toEqual(retired(100));
  });

  test('may have judged every row that was at hand then, where an evaluation tells which', () => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion('2.0.0', 'May')), failed);
    const early = grown.reserve(promotion('3.0.0', 'June'));
    expect(spendingIn(grown, early, rowsOf('June', names(60, 160)))).toEqual(untold);
    grown.close(early, refused);
    const { spine } = asked(promotion());
    const ofMay = rowsOf('holdout of May', names(0, 40), names(40, 100));
    grown.close(grown.reserve({ spine }), { ...evaluated('holdout of May'), ...ofMay });
    const next = grown.reserve(promotion('3.0.0', 'June'));
    expect(spendingIn(grown, next, rowsOf('June', names(60, 160)))).toEqual(granted);
    expect(spendingIn(grown, next, rowsOf('June', names(40, 140)))).toEqual(retired(60));
  });

  test('says nothing of another label', () => {
    const grown = new GrowingLedger();
    const churn = { account: digestOf('churn'), sketch: sampleSketch(names(0, 40), [], 'applications:left') };
    grown.close(grown.reserve({ model: 'churn' }), { ...evaluated('churn'), ...churn });
    grown.close(grown.reserve(promotion('1.0.0', 'May', { model: 'churn' })), failed);
    expect(spendingIn(grown, grown.reserve(promotion()))).toEqual(granted);
    grown.close(grown.reserve(promotion('1.0.0', 'May', { model: 'another' })), failed); // by what label, nobody can tell
    expect(spendingIn(grown, grown.reserve(promotion()))).toEqual(retired(100));
  });
});

describe('what stands of a question', () => {
  const put = (version?: string, data?: string) => asked(promotion(version, data));
  const outcomeOf = (grown: GrowingLedger, what: Asked) => useOf(grown.ledger, what)?.closed?.answer.outcome;

  test('a pass stands for the promotion when other rows are pinned meanwhile; for no other version or policy', () => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion()), said('vault', true));
    expect(outcomeOf(grown, put('2.0.0', 'June'))).toBe('evaluated');
    expect(useOf(grown.ledger, put('3.0.0'))).toBeUndefined();
    expect(useOf(grown.ledger, { ...put(), question: digestOf('another policy') })).toBeUndefined();
  });

  test.each<[string, Answer]>([
    ['was refused', refused],
    ['failed', failed],
    ['did not pass', said('vault', false)],
  ])('what %s stands until a person asks, with other rows too', (_, answer) => {
    const grown = new GrowingLedger();
    grown.close(grown.reserve(promotion()), answer);
    expect(outcomeOf(grown, put('2.0.0', 'June'))).toBe(answer.outcome);
  });

  test('the holdout and the vault are asked apart, also about one definition under one policy', () => {
    const grown = new GrowingLedger();
    grown.close(
      grown.reserve({ ...promotion(), ...asked(), vault: { version: '2.0.0', package: digestOf('p') } }),
      failed,
    );
    expect(usesOf(grown.ledger, asked())).toEqual([]);
    expect(useOf(grown.ledger, asked())).toBeUndefined();
  });
});
