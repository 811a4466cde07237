import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { spendingOf } from '../../../src/core/ledger/account.ts';
import { evaluated, GrowingLedger } from './sample-ledger.ts';
import { spendingBy } from './sample-policy.ts';
import { sampleRows } from './sample-rows.ts';

const policy = spendingBy({ holdoutBudget: 3, alpha: 0.05 });
const account = digestOf('rows of April');
const april = sampleRows('rows of April');
const may = sampleRows('rows of May');
/** The bytes that May's rows were read from: other ones than April's. */
const inMay = { spine: { source: 'applications', digest: 'git:0505' } };
const elsewhere = { model: 'churn', rows: digestOf('other rows'), spine: { source: 'clients', digest: 'git:5678' } };

/** Which use of the account the newest entry is; undefined when it is refused. */
function useNow(ledger: GrowingLedger, of = april): number | undefined {
  const newest = ledger.ledger.uses.at(-1);
  if (newest === undefined) throw new RangeError('no use');
  const spending = spendingOf(ledger.ledger, newest, of, policy);
  return spending.kind === 'granted' ? spending.use : undefined;
}

function having(...closed: readonly Parameters<GrowingLedger['close']>[1][]): GrowingLedger {
  const ledger = new GrowingLedger();
  for (const answer of closed) ledger.close(ledger.reserve(), answer);
  ledger.reserve();
  return ledger;
}

test('the first use of an account spends the first level', () => {
  const ledger = having();
  const [use] = ledger.ledger.uses;
  if (use === undefined) throw new RangeError('one use');
  const alpha = levelOfUse(1, 0.05);
  expect(spendingOf(ledger.ledger, use, april, policy)).toEqual({ kind: 'granted', use: 1, budget: 3, alpha });
});

test('an evaluation of the same rows counts, one of others or one that was refused does not', () => {
  const rows = evaluated('rows of April');
  expect(useNow(having(rows))).toBe(2);
  const ledger = new GrowingLedger();
  ledger.close(ledger.reserve(inMay), evaluated('rows of May'));
  ledger.reserve();
  expect(useNow(ledger)).toBe(1);
  expect(useNow(having({ outcome: 'refused', account, reason: 'used up' }))).toBe(1);
});

test('a use that failed counts for good where its rows may have been these', () => {
  const failed = { outcome: 'failed', reason: 'no machine' } as const;
  expect(useNow(having(failed, failed))).toBe(3);
  const ledger = new GrowingLedger();
  ledger.close(ledger.reserve(elsewhere), failed);
  ledger.reserve();
  expect(useNow(ledger)).toBe(1);
});

test.each([
  ['model', { ...elsewhere, model: 'credit-risk' }],
  ['rows', { ...elsewhere, rows: digestOf('rows') }],
  ['source', { ...elsewhere, spine: { source: 'applications', digest: 'git:9' } }],
  ['bytes', { ...elsewhere, spine: { source: 'copy', digest: 'git:1234' } }],
])('an open use of the same %s counts', (_, other) => {
  const ledger = new GrowingLedger();
  ledger.reserve(other);
  ledger.reserve();
  expect(useNow(ledger)).toBe(2);
});

test('what becomes known later changes nothing: the level is fixed when the use is reserved', () => {
  const ledger = new GrowingLedger();
  const first = ledger.reserve();
  const second = ledger.reserve();
  const before = spendingOf(ledger.ledger, ledger.use(second), april, policy);
  ledger.close(first, evaluated('rows of May', 3));
  expect(spendingOf(ledger.ledger, ledger.use(second), april, policy)).toEqual(before);
  expect(before).toMatchObject({ use: 2 });
});

test('a number is not spent twice, where an overlapping use turned out to be of other rows', () => {
  const ledger = new GrowingLedger();
  const other = ledger.reserve(inMay);
  const own = ledger.reserve();
  ledger.close(other, evaluated('rows of May', 1));
  ledger.close(own, evaluated('rows of April', 2));
  ledger.reserve();
  expect(useNow(ledger)).toBe(1);
  ledger.close(ledger.ledger.uses.at(-1)?.digest ?? account, evaluated('rows of April', 1));
  ledger.reserve();
  expect(useNow(ledger)).toBe(3);
});

test('where a holdout is used up, rows that nobody used are not', () => {
  const ledger = new GrowingLedger();
  for (const use of [1, 2, 3]) ledger.close(ledger.reserve(), evaluated('rows of April', use));
  ledger.reserve(inMay);
  expect(useNow(ledger)).toBeUndefined();
  expect(useNow(ledger, may)).toBe(1);
});

test('when the budget is spent the next is refused, with what was used', () => {
  const ledger = having(...[1, 2, 3].map((use) => evaluated('rows of April', use)));
  expect(useNow(ledger)).toBeUndefined();
  const [use] = ledger.ledger.uses.slice(-1);
  if (use === undefined) throw new RangeError('four uses');
  const refused = { kind: 'refused', reason: 'the holdout is used up: 3 of 3 used' };
  expect(spendingOf(ledger.ledger, use, april, policy)).toEqual(refused);
  expect(spendingOf(ledger.ledger, use, april, { ...policy, holdoutBudget: 4 })).toMatchObject({ use: 4 });
});

describe('by the mode of the holdout', () => {
  const inMode = (mode: 'hybrid' | 'full' | 'none') => spendingBy({ holdoutBudget: 4, holdout: { mode } });
  const newest = (ledger: GrowingLedger, mode: 'hybrid' | 'full' | 'none') => {
    const use = ledger.ledger.uses.at(-1);
    if (use === undefined) throw new RangeError('no use');
    return spendingOf(ledger.ledger, use, april, inMode(mode));
  };

  test.each([
    ['none', 0.05 / 4],
    ['hybrid', 0.05 / 4],
    ['full', 0.05 / 16],
  ] as const)('%s spends %s each time', (mode, alpha) => {
    const spent = [1, 2, 3].map((use) => ({ ...evaluated('rows of April', use, alpha), passed: false }));
    expect(newest(having(...spent), mode)).toEqual({ kind: 'granted', use: 4, budget: 4, alpha });
  });

  test('hybrid is retired by a pass', () => {
    const passed = { ...evaluated('rows of April', 1, 0.05 / 4), passed: true };
    const reason = 'the holdout is retired: a change passed on it, and its mode is hybrid';
    expect(newest(having(passed), 'hybrid')).toEqual({ kind: 'refused', reason });
    expect(newest(having({ ...passed, passed: false }), 'hybrid')).toMatchObject({ use: 2 });
  });

  test('a change of mode gives no level back', () => {
    const basel = [1, 2].map((use) => evaluated('rows of April', use));
    expect(newest(having(...basel), 'none')).toMatchObject({ kind: 'refused', reason: /no error rate is left/ });
    expect(newest(having(...basel), 'full')).toMatchObject({ kind: 'granted', use: 3 });
  });
});
