import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { openAccount, reserve, type UseDecision } from '../../../src/core/gate/account-use.ts';
import { headOf, ledgerLine, parseLedger } from '../../../src/core/gate/ledger.ts';
import type { LedgerEntry, ReservedEntry } from '../../../src/core/gate/ledger-entry.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { close } from '../../../src/core/gate/use-entries.ts';
import { spendingBy } from '../ledger/sample-policy.ts';
import { sampleRows } from '../ledger/sample-rows.ts';

const policy = spendingBy({ holdoutBudget: 3, alpha: 0.05 });
const used = sampleRows('rows');
const asking = (what: string, rows = used) => ({
  model: 'credit-risk',
  package: digestOf(what),
  definition: digestOf(`definition of ${what}`),
  ...rows,
  question: digestOf('against 1.0.0 by this policy'),
});

function reserved(decision: UseDecision): ReservedEntry {
  if (decision.kind !== 'reserved') throw new Error(`was ${decision.kind}`);
  return decision.entry;
}

/** Uses by these packages, each closed. */
function uses(...packages: readonly string[]): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const name of packages) {
    const entry = reserved(reserve(entries, asking(name), policy));
    entries.push(entry);
    entries.push(close(entries, entry, digestOf(`evidence of ${name}`)));
  }
  return entries;
}

const textOf = (entries: readonly LedgerEntry[]) => entries.map(ledgerLine).join('');

test('the levels are the Basel sequence and never sum above alpha', () => {
  // conformance case alpha-spending, basel_each
  const expected = [0.03039635509270134, 0.007599088773175335, 0.0033773727880779263, 0.0018997721932938337];
  for (const [i, level] of expected.entries()) expect(levelOfUse(i + 1, 0.05)).toBeCloseTo(level, 12);
  let sum = 0;
  for (let use = 1; use <= 10_000; use++) sum += levelOfUse(use, 0.05);
  expect(sum).toBeLessThan(0.05);
  expect(sum).toBeGreaterThan(0.0499);
});

test('every use spends a slot, and over the budget nothing is spent', () => {
  const entries = uses('a', 'b', 'c');
  const refused = reserve(entries, asking('d'), policy);
  expect(refused).toMatchObject({ kind: 'refused', reason: 'the holdout is used up: 3 of 3 used' });
  expect(openAccount(entries, { model: 'credit-risk', ...used }, policy)).toMatchObject({ used: 3, budget: 3 });
  expect(reserve(entries, asking('d', sampleRows('new rows')), policy)).toMatchObject({
    kind: 'reserved',
    entry: { use: 1 },
  });
});

test('the same package on the same rows is answered, free', () => {
  const entries = uses('a', 'b', 'c');
  expect(reserve(entries, asking('b'), policy)).toMatchObject({
    kind: 'answered',
    entry: { evidence: digestOf('evidence of b') },
  });
});

test('a use that was reserved and never closed is gone on with at its own level, and stays spent', () => {
  const entry = reserved(reserve([], asking('a'), policy));
  expect(reserve([entry], asking('a'), policy)).toMatchObject({ kind: 'resumed', entry });
  expect(reserve([entry], asking('b'), policy)).toMatchObject({ kind: 'reserved', entry: { use: 2 } });
});

test('a lower alpha than what is spent refuses, and a higher budget does not give levels back', () => {
  const entries = uses('a', 'b', 'c');
  expect(reserve(entries, asking('d'), spendingBy({ holdoutBudget: 9, alpha: 0.04 })).kind).toBe('refused');
  expect(reserve(entries, asking('d'), { ...policy, holdoutBudget: 9 })).toMatchObject({
    kind: 'reserved',
    entry: { use: 4, alpha: levelOfUse(4, 0.05) },
  });
});

test('a use is closed once', () => {
  const entry = reserved(reserve([], asking('a'), policy));
  const closed = close([entry], entry, digestOf('evidence'));
  expect(() => close([entry, closed], entry, digestOf('other'))).toThrow('not open');
  expect(() => close([], entry, digestOf('other'))).toThrow('not open');
});

test('a ledger reads back as it was written', () => {
  const entries = uses('a', 'b');
  expect(parseLedger(textOf(entries))).toEqual(entries);
  expect(parseLedger('')).toEqual([]);
  expect(parseLedger(textOf(entries), headOf(entries))).toEqual(entries);
});

test('an end that was cut off is found by whoever knows the newest digest', () => {
  const entries = uses('a', 'b');
  expect(() => parseLedger(textOf(entries.slice(0, 2)), headOf(entries))).toThrow('the newest entry is not');
  expect(() => parseLedger(textOf(entries).slice(0, -1))).toThrow('cut off');
});

test.each([
  ['not JSON', 'x\n', 'line 1: it is not JSON'],
  [
    'an unknown key',
    ledgerLine({ ...uses('a')[0], extra: 1 } as unknown as LedgerEntry),
    'line 1: entry: Unrecognized key',
  ],
  ['another order of keys', `${JSON.stringify(uses('a')[0])}\n`, 'canonical form'],
  ['an entry left out', textOf(uses('a', 'b').slice(2)), 'index'],
])('%s is refused', (_, text, message) => expect(() => parseLedger(text)).toThrow(message));

test('any change of any character of any line but the last is found', () => {
  const text = textOf(uses('a', 'b', 'c'));
  const last = text.lastIndexOf('\n', text.length - 2) + 1;
  fc.assert(
    fc.property(fc.nat(last - 1), fc.constantFrom('0', '1', 'a', 'f', ' ', '\n', '}'), (at, character) => {
      fc.pre(text[at] !== character);
      expect(() => parseLedger(text.slice(0, at) + character + text.slice(at + 1))).toThrow('holdout ledger');
    }),
  );
});
