import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { accountDigest } from '../../../src/core/evaluation/account.ts';
import type { ModelFrame } from '../../../src/core/features/frame.ts';
import { creditGates } from '../gate/sample-evidence.ts';
import { type Loan, loanFrame, madeUpLoans } from './made-up-loans.ts';

const loans = madeUpLoans(60);
const frame = loanFrame(loans);
const every = (of: ModelFrame) => Uint32Array.from(of.keys.keys());
const accountOf = (list: readonly Loan[]) => accountDigest(loanFrame(list), every(loanFrame(list)));
const account = accountOf(loans);

test('is the digest of the sorted lines of key, time and label; another form would open every account again', () => {
  const small: ModelFrame = {
    ...frame,
    keys: ['b', 'a"', 'c'],
    time: Float64Array.of(Number.NaN, 5, 6),
    label: Float64Array.of(1, 0, Number.NaN),
    labelText: { type: 'category', levels: ['Bad', 'Good'], codes: Int32Array.of(0, 1, -1) },
  };
  expect(accountDigest(small, every(small))).toBe(digestOf('["a\\"",5,"Good"]\n["b",null,"Bad"]'));
});

test('the order in which rows come does not matter, nor their place in the frame', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...loans], { minLength: loans.length }), (shuffled) => {
      expect(accountOf(shuffled)).toBe(account);
    }),
    { numRuns: 30 },
  );
  expect(accountDigest(frame, every(frame).reverse())).toBe(account);
});

const turned = creditGates();
turned.problem.label.positive = 'Good';
const renamed = { ...frame.labelText, levels: ['?', ...frame.labelText.levels] };

test.each<[string, ModelFrame]>([
  ['other features', loanFrame(loans, creditGates(), ['loan:amount'])],
  ['no features', { ...frame, frame: { rows: 60, columns: new Map() } }],
  ['no groups', { ...frame, groups: new Map() }],
  ['other parts', { ...frame, part: new Uint8Array(60) }],
  ['the other class being the positive one', loanFrame(loans, turned)],
  ['more levels of the label', { ...frame, labelText: { ...renamed, codes: renamed.codes.map((code) => code + 1) } }],
])('%s opens no new account', (_, other) => {
  expect(accountDigest(other, every(other))).toBe(account);
});

test('rows without a label are not part of it, so that a label that arrives opens a new account', () => {
  expect(accountOf(loans.filter(({ outcome }) => outcome !== null))).toBe(account);
  expect(accountOf(loans.map((loan) => ({ ...loan, outcome: loan.outcome ?? 'Bad' })))).not.toBe(account);
});

test('one row more or less, another key, time or label is another account', () => {
  const [first, ...rest] = loans;
  if (first === undefined) throw new RangeError('there are loans');
  const other = first.outcome === 'Bad' ? 'Good' : 'Bad';
  const changed: Loan[] = [
    { ...first, id: 'another' },
    { ...first, day: first.day + 1 },
    { ...first, outcome: other },
  ];
  const digests = [rest, madeUpLoans(61), ...changed.map((loan) => [loan, ...rest])].map(accountOf);
  expect(new Set([account, ...digests]).size).toBe(6);
});

test('keys that hold quotes, commas or line breaks are not taken for others', () => {
  const key = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '[', ']', '\\'), maxLength: 6 });
  const pair = fc.uniqueArray(key, { minLength: 1, maxLength: 3 });
  const of = (keys: readonly string[]) =>
    accountOf(keys.map((id) => ({ id, day: 0, amount: 0, months: 0, age: 30, outcome: 'Bad' as const })));
  fc.assert(
    fc.property(pair, pair, (one, other) => {
      fc.pre(one.toSorted().join('\0') !== other.toSorted().join('\0'));
      expect(of(one)).not.toBe(of(other));
    }),
  );
});

test('a regression, whose label has no text, is told apart by its numbers', () => {
  const none = { type: 'category' as const, levels: [], codes: new Int32Array(60).fill(-1) };
  const of = (shift: number) =>
    accountDigest(
      { ...frame, labelText: none, label: Float64Array.from(frame.keys.keys(), (i) => i + shift) },
      every(frame),
    );
  expect(of(0)).toBe(of(0));
  expect(of(0)).not.toBe(of(0.5));
});
