import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { reserve } from '../../../src/core/gate/account-use.ts';
import type { LedgerEntry } from '../../../src/core/gate/ledger-entry.ts';
import { close } from '../../../src/core/gate/use-entries.ts';
import { type InspectedUse, usesOnBranch, usesOnLaptop } from '../../../src/core/ledger/inspect.ts';
import { checkLedger } from '../../../src/core/onboarding/checks/ledger.ts';
import { evidence as sampleEvidence } from '../gate/sample-evidence.ts';
import { evaluated, GrowingLedger } from '../ledger/sample-ledger.ts';
import { spendingBy } from '../ledger/sample-policy.ts';
import { sampleRows, sampleSketch } from '../ledger/sample-rows.ts';

const policy = spendingBy({ holdoutBudget: 4 });
const evidence = new Map<string, Uint8Array | undefined>([[digestOf('evidence'), undefined]]);
const told = (uses: readonly InspectedUse[], daysOpen: ReadonlyMap<number, number> = new Map(), found = evidence) =>
  checkLedger('aval-ledger', { kind: 'read', uses, daysOpen, evidence: found }, policy).map(
    ({ state, check, says }) => `${state}: ${check}: ${says}`,
  );

function branch(...answers: readonly Parameters<GrowingLedger['close']>[1][]): GrowingLedger {
  const ledger = new GrowingLedger();
  for (const answer of answers) ledger.close(ledger.reserve(), answer);
  return ledger;
}

test('a sound ledger is said to be whole, with what is open', () => {
  const ledger = branch(evaluated('April', 1), evaluated('April', 2), { outcome: 'failed', reason: 'no machine' });
  ledger.reserve();
  expect(told(usesOnBranch(ledger.ledger))).toEqual([
    'ok: holdout ledger: aval-ledger: whole; 4 uses, 2 answered, 1 open',
  ]);
});

test('a ledger of a laptop is looked at the same way, its open uses too', () => {
  const entries: LedgerEntry[] = [];
  for (const item of ['a', 'b']) {
    const request = { model: 'm', package: digestOf(item), definition: digestOf(item), question: digestOf('q') };
    const found = reserve(entries, { ...request, ...sampleRows('April') }, policy);
    if (found.kind !== 'reserved') throw new Error(found.kind);
    entries.push(found.entry);
    if (item === 'a') entries.push(close(entries, found.entry, digestOf('evidence')));
  }
  expect(told(usesOnLaptop(entries))).toEqual(['ok: holdout ledger: aval-ledger: whole; 2 uses, 1 answered, 1 open']);
});

test('a use that has been open for days is named, and one of an hour is not', () => {
  const ledger = branch(evaluated('April', 1));
  ledger.reserve();
  const uses = usesOnBranch(ledger.ledger);
  expect(told(uses, new Map([[2, 0.04]]))).toHaveLength(1);
  expect(told(uses, new Map([[2, 3.5]])).slice(1)).toEqual([
    'warning: holdout ledger: aval-ledger: entry 2, credit-risk, has been open for 3 days',
  ]);
});

test.each<[string, GrowingLedger, typeof evidence, RegExp]>([
  ['a number spent twice', branch(evaluated('April', 1), evaluated('April', 1)), evidence, /entry 2 spends use 1/],
  ['evidence that is gone', branch(evaluated('April', 1)), new Map(), /the evidence of entry 0 is gone/],
  [
    'a sketch with hashes above its bound',
    branch({ ...evaluated('April', 1), sketch: { ...sampleRows('April').sketch, below: '000000000001' } }),
    evidence,
    /entry 0 has a sketch that contradicts itself/,
  ],
])('%s is missing what it needs', (_, ledger, found, says) => {
  const [first] = told(usesOnBranch(ledger.ledger), new Map(), found);
  expect(first).toMatch(/^missing: /);
  expect(first).toMatch(says);
});

test('levels above alpha may come of an alpha that was lowered since: a warning that says how to tell, of a ledger that is whole', () => {
  const { ledger } = branch(evaluated('April', 1, 0.1), evaluated('April', 2, 0.05)); // under alpha 0.2
  const uses = usesOnBranch(ledger);
  const found = checkLedger('aval-ledger', { kind: 'read', uses, daysOpen: new Map(), evidence }, policy);
  expect(found).toEqual([
    expect.objectContaining({ state: 'ok' }),
    {
      check: 'holdout ledger',
      state: 'warning',
      says: expect.stringMatching(/sum to 0\.15\d*, above the alpha of 0\.05 that aval\.yaml has now$/),
      todo: expect.stringContaining('alpha was lowered since'),
    },
  ]);
  const twice = branch(evaluated('April', 1, 0.1), evaluated('April', 1, 0.1)).ledger;
  expect(told(usesOnBranch(twice))).toEqual([
    expect.stringMatching(/^missing: .*entry 2 spends use 1/),
    expect.stringMatching(/^warning: .*sum to 0\.1,/),
  ]);
});

test('levels of rows that were known before sum with theirs', () => {
  const { sketch } = sampleRows('April');
  const edited = { ...evaluated('April, a label edited', 1, 0.04), sketch };
  const found = told(usesOnBranch(branch(evaluated('April', 2, 0.02), edited).ledger));
  expect(found).toContainEqual(expect.stringMatching(/^warning: .*above the alpha of 0\.05/));
});

test('what was spent of other rows later is no fault of an account, by whatever mode', () => {
  const ledger = branch(evaluated('April', 1, 0.03), evaluated('April', 2, 0.01));
  const names = (to: number) => Array.from({ length: to }, (_, i) => `April ${i}`);
  const grown = { ...evaluated('three times the rows'), sketch: sampleSketch(names(120)) };
  for (const use of [1, 2]) ledger.close(ledger.reserve(), { ...grown, use, alpha: 0.025 });
  expect(told(usesOnBranch(ledger.ledger))).toEqual([expect.stringMatching(/^ok: /)]);
  ledger.close(ledger.reserve(), evaluated('April', 3, 0.01)); // now they counted
  expect(told(usesOnBranch(ledger.ledger))).toContainEqual(expect.stringContaining('sum to 0.065'));
});

test('evidence that says otherwise than its entry is told of, and so is evidence that no entry names', () => {
  const ledger = new GrowingLedger();
  const entry = ledger.reserve();
  const answer = evaluated('April', 1);
  const { account, alpha } = answer;
  const made = sampleEvidence(undefined, { account, alpha, ledger: { entry, used: 1, budget: 4 } });
  ledger.close(entry, { ...answer, package: made.challenger.package });
  const found = (one: object) => new Map([[digestOf('evidence'), new TextEncoder().encode(JSON.stringify(one))]]);
  const says = (one: object) => told(usesOnBranch(ledger.ledger), new Map(), found(one));
  expect(says(made)).toEqual([expect.stringMatching(/^ok: /)]);
  expect(says({ ...made, newer: 1 })).toEqual([expect.stringMatching(/^ok: /)]);
  expect(says({ ...made, alpha: 0.01, account: digestOf('May') })).toEqual([
    'missing: holdout ledger: aval-ledger: the evidence of entry 0 says otherwise of its account, alpha',
  ]);
  expect(says({})).toEqual([expect.stringMatching(/otherwise of its form$/)]);
  const cut = told([], new Map(), found(made));
  expect(cut).toEqual([expect.stringMatching(/^missing: .*no entry names the evidence sha256:/)]);
});

test('holdouts without a sketch are told of, because no later rows can be new beside them', () => {
  const { sketch: _, ...bare } = evaluated('April', 1);
  const uses = usesOnBranch(branch(bare, evaluated('May', 1)).ledger);
  expect(told(uses).slice(1)).toEqual([
    'warning: new rows: aval-ledger: 1 of 2 holdouts have no sketch, so no later rows can be told from theirs',
  ]);
});

test('a chain that is broken, a branch that is hidden and one that was never made say so', () => {
  const says = (ledger: Parameters<typeof checkLedger>[1]) =>
    checkLedger('aval-ledger', ledger, policy).map(({ state, says }) => `${state}: ${says}`);
  expect(says({ kind: 'broken', why: 'entry 3 does not follow' })).toEqual([
    'missing: aval-ledger is broken: entry 3 does not follow',
  ]);
  expect(says({ kind: 'hidden', why: 'Not Found' })).toEqual(["warning: aval-ledger can't be seen: Not Found"]);
  expect(says({ kind: 'none' })).toEqual(['ok: aval-ledger: nothing was asked of the holdout yet']);
});
