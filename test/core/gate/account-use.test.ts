import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { accountText, openAccount, reserve } from '../../../src/core/gate/account-use.ts';
import { headOf, ledgerLine, parseLedger } from '../../../src/core/gate/ledger.ts';
import type { LedgerEntry } from '../../../src/core/gate/ledger-entry.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { close } from '../../../src/core/gate/use-entries.ts';
import { spendingBy } from '../ledger/sample-policy.ts';
import { sampleRows } from '../ledger/sample-rows.ts';

const policy = spendingBy({ holdoutBudget: 4, alpha: 0.05 });
const asking = (item: string, rows: string) => ({
  model: 'credit-risk',
  package: digestOf(item),
  definition: digestOf(`definition of ${item}`),
  ...sampleRows(rows),
  question: digestOf('against 1.0.0 by this policy'),
});

test('the first use is appended as asked, at the first level', () => {
  const request = asking('a', 'rows');
  expect(reserve([], request, policy)).toEqual({
    kind: 'reserved',
    entry: {
      format: 'aval/ledger/v1',
      index: 0,
      previous: headOf([]),
      ...request,
      use: 1,
      alpha: levelOfUse(1, 0.05),
      state: 'reserved',
    },
    account: { account: request.account, used: 1, budget: 4, spent: levelOfUse(1, 0.05) },
  });
});

test('an account knows nothing of other rows', () => {
  const first = reserve([], asking('a', 'other rows'), policy);
  if (first.kind !== 'reserved') throw new Error(first.kind);
  const account = openAccount([first.entry], { model: 'credit-risk', ...sampleRows('rows') }, policy);
  expect(account).toEqual({ account: digestOf('rows'), used: 0, budget: 4, spent: 0 });
  expect(accountText(account)).toBe('0 of 4 used');
  const second = reserve([first.entry], asking('a', 'rows'), policy);
  expect(second).toMatchObject({ kind: 'reserved', entry: { use: 1, index: 1, previous: headOf([first.entry]) } });
});

test('what is closed keeps what was reserved and names its evidence', () => {
  const found = reserve([], asking('a', 'rows'), policy);
  if (found.kind !== 'reserved') throw new Error(found.kind);
  const { index: _, previous: __, state: ___, sketch, ...kept } = found.entry;
  expect(sketch).toEqual(sampleRows('rows').sketch);
  expect(close([found.entry], found.entry, digestOf('evidence'))).toEqual({
    ...kept,
    index: 1,
    previous: headOf([found.entry]),
    state: 'closed',
    evidence: digestOf('evidence'),
  });
});

test('a reservation that was altered is not closed', () => {
  const found = reserve([], asking('a', 'rows'), policy);
  if (found.kind !== 'reserved') throw new Error(found.kind);
  const altered = { ...found.entry, package: digestOf('another') };
  expect(() => close([found.entry], altered, digestOf('evidence'))).toThrowError(
    expect.objectContaining({ class: 'conflict' }),
  );
});

const step = fc.record({
  item: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  rows: fc.constantFrom('rows', 'other rows'),
  crashes: fc.boolean(),
  policy: fc
    .record({ holdoutBudget: fc.integer({ min: 1, max: 5 }), alpha: fc.constantFrom(0.01, 0.05, 0.1) })
    .map(spendingBy),
});

test('whatever is asked under whatever policy: the ledger stays whole, and no use goes over the budget or alpha of its time', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const entries: LedgerEntry[] = [];
      for (const { item, rows, crashes, policy } of steps) {
        const before = openAccount(entries, { model: 'credit-risk', ...sampleRows(rows) }, policy);
        const known = entries.some((entry) => entry.account === digestOf(rows) && entry.package === digestOf(item));
        const found = reserve(entries, asking(item, rows), policy);
        expect(['answered', 'resumed'].includes(found.kind)).toBe(known);
        if (found.kind === 'reserved') {
          expect(found.account.used).toBe(before.used + 1);
          expect(found.account.used).toBeLessThanOrEqual(policy.holdoutBudget);
          expect(found.account.spent).toBeLessThanOrEqual(policy.alpha);
          entries.push(found.entry);
        } else {
          expect(found.account).toEqual(before);
        }
        const open = found.kind === 'reserved' || found.kind === 'resumed';
        if (open && !crashes) entries.push(close(entries, found.entry, digestOf(`evidence of ${item}`)));
      }
      expect(parseLedger(entries.map(ledgerLine).join(''))).toEqual(entries);
    }),
  );
});
