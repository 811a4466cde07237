import { expect, test } from 'vitest';
import type { Gates } from '../../../src/core/definitions/schema/gates.ts';
import { type Digest, digestOf } from '../../../src/core/digest.ts';
import { accountDigest } from '../../../src/core/evaluation/account.ts';
import { sketchRows } from '../../../src/core/evaluation/sketch-rows.ts';
import { type ModelFrame, parts } from '../../../src/core/features/frame.ts';
import { reserve } from '../../../src/core/gate/account-use.ts';
import type { LedgerEntry } from '../../../src/core/gate/ledger-entry.ts';
import { spendingOf } from '../../../src/core/ledger/account.ts';
import { rowKeyOf } from '../../../src/core/ledger/row-key.ts';
import type { RowSketch } from '../../../src/core/ledger/row-sketch.ts';
import { isoDay, type Loan, loanFrame, madeUpLoans } from '../evaluation/made-up-loans.ts';
import { creditGates } from '../gate/sample-evidence.ts';
import { evaluated, GrowingLedger } from './sample-ledger.ts';
import { spendingBy } from './sample-policy.ts';

const policy = spendingBy({ holdoutBudget: 8 });
const loans = madeUpLoans(2000);
const key = rowKeyOf('readable', undefined) ?? '';

interface Rows {
  readonly account: Digest;
  readonly sketch: RowSketch;
}

type Named = Pick<ModelFrame, 'keys' | 'time'>;

function gatesWith(data: Partial<Gates['data']>): Gates {
  const gates = creditGates();
  return { ...gates, data: { ...gates.data, ...data } };
}

/** The holdout of these loans under these rules, as an evaluation takes it. */
function holdoutOf(
  list: readonly Loan[],
  data: Partial<Gates['data']> = {},
  until?: number,
  renamed: (frame: ModelFrame) => Partial<Named> = () => ({}),
): Rows {
  const gates = gatesWith(data);
  const read = loanFrame(list, gates, [], until === undefined ? undefined : isoDay(until));
  const frame = { ...read, ...renamed(read) };
  const holdout = parts.indexOf('holdout');
  const rows = Uint32Array.from([...frame.part.keys()].filter((row) => frame.part[row] === holdout));
  return { account: accountDigest(frame, rows), sketch: sketchRows(frame, rows, key, gates.problem.label.column) };
}

const applications = { source: 'applications', digest: 'git:1234' };

/** Which use these rows would be after two of the others, by the App's ledger and by a laptop's. */
function usesAfterTwo(
  before: Rows,
  now: Rows,
  model = 'credit-risk',
  spine = applications,
): { branch: number; laptop: number } {
  const branch = new GrowingLedger();
  for (const use of [1, 2]) {
    const { account, sketch } = before;
    branch.close(branch.reserve(), { ...evaluated('', use), account, ...(use === 1 && { sketch }) });
  }
  const entry = branch.use(branch.reserve({ model, spine }));
  const spending = spendingOf(branch.ledger, entry, now, policy);
  if (spending.kind !== 'granted') throw new Error(spending.reason);

  const laptop: LedgerEntry[] = [];
  const ask = (rows: Rows, item: string, by: string, from = applications) => {
    const request = {
      model: by,
      spine: from,
      package: digestOf(item),
      definition: digestOf(item),
      question: digestOf('q'),
      ...rows,
    };
    const found = reserve(laptop, request, policy);
    if (found.kind !== 'reserved') throw new Error(found.kind);
    laptop.push(found.entry);
    return found.entry.use;
  };
  for (const item of ['a', 'b']) ask(before, item, 'credit-risk');
  return { branch: spending.use, laptop: ask(now, 'c', model, spine) };
}

const same = { branch: 3, laptop: 3 };
const fresh = { branch: 1, laptop: 1 };
const before = holdoutOf(loans);
const flipped = (loan: Loan): Loan => ({ ...loan, outcome: loan.outcome === 'Bad' ? 'Good' : 'Bad' });
const allParts = loanFrame(loans, creditGates(), []).part;
const judged = loans.findIndex(({ outcome }, i) => outcome !== null && allParts[i] === parts.indexOf('holdout'));

test.each<[string, Rows]>([
  ['one label edited', holdoutOf(loans.map((loan, i) => (i === judged ? flipped(loan) : loan)))],
  ['every label edited', holdoutOf(loans.map((loan) => (loan.outcome === null ? loan : flipped(loan))))],
  ['another seed', holdoutOf(loans, { seed: 1 })],
  ['a larger holdout', holdoutOf(loans, { holdout: { share: 0.6 } })],
  ['a window in place of a share', holdoutOf(loans, { holdout: { last: '90d' } }, 1000)],
  ['one row left out', holdoutOf(loans.filter((_, i) => i !== judged))],
  ['10 % of rows left out', holdoutOf(loans.filter((_, i) => i % 10 !== 3))],
  ['nine of ten rows left out', holdoutOf(loans.filter((_, i) => i % 10 === 3))],
  ['10 % more rows', holdoutOf(madeUpLoans(2200))],
])('%s: another digest, and no new budget', (_, now) => {
  expect(now.account).not.toBe(before.account);
  expect(usesAfterTwo(before, now)).toEqual(same);
});

test('a quarter of new rows, which the window moved on to, begins a budget of its own', () => {
  const year = madeUpLoans(900); // 450 days
  const window = { dev: { share: 0.2 }, holdout: { last: '90d' as const } };
  const first = holdoutOf(year, window, 360);
  const second = holdoutOf(year, window, 450);
  expect(usesAfterTwo(first, second)).toEqual(fresh);
  expect(usesAfterTwo(first, holdoutOf(year, window, 380))).toEqual(same);
});

test('labels that arrived are new rows, where half of the holdout waited for them', () => {
  const waiting = loans.map((loan, i) => (i % 4 === 0 ? loan : { ...loan, outcome: null }));
  expect(usesAfterTwo(holdoutOf(waiting), holdoutOf(loans))).toEqual(fresh);
});

test('three times the rows are two thirds new; by a stricter rule they are not enough', () => {
  const grown = holdoutOf(madeUpLoans(6000));
  expect(usesAfterTwo(before, grown)).toEqual(fresh);
  const ledger = new GrowingLedger();
  ledger.close(ledger.reserve(), { ...evaluated('', 1), ...before });
  const entry = ledger.use(ledger.reserve());
  expect(spendingOf(ledger.ledger, entry, grown, spendingBy({ newRows: 0.9 }))).toMatchObject({ use: 2 });
});

test('another model of the same rows and the same label shares the budget; one of another label has its own', () => {
  const edited = holdoutOf(loans.filter((_, i) => i !== judged));
  expect(usesAfterTwo(before, edited, 'credit-risk-2')).toEqual(same);
  const other = { ...edited, sketch: { ...edited.sketch, label: 'applications:churned' } };
  expect(usesAfterTwo(before, other, 'churn').laptop).toBe(1);
});

const moved = { source: 'applications', digest: 'git:5678' };
const labelled = (rows: Rows, label: string): Rows => ({ ...rows, sketch: { ...rows.sketch, label } });

test.each<[string, (frame: ModelFrame) => Partial<Named>]>([
  ['another zone of its times', ({ time }) => ({ time: time.map((t) => t + 3_600e6) })],
  ['no time column', ({ time }) => ({ time: time.map(() => Number.NaN) })],
  ['another key column', ({ keys }) => ({ keys: keys.map((key) => `number ${key}`) })],
])('%s names the rows of the same bytes anew: no new budget', (_, renamed) => {
  const now = holdoutOf(loans, {}, undefined, renamed);
  expect(usesAfterTwo(before, now)).toEqual(same);
  expect(usesAfterTwo(before, labelled(now, 'copy:class'), 'another', { ...applications, source: 'copy' })).toEqual(
    same,
  );
  expect(usesAfterTwo(before, now, 'credit-risk', moved)).toEqual(fresh); // other bytes under other names: what a reviewer sees
});

test("a copy of the source's declaration, under a new model and another seed, begins no budget; another label of it does", () => {
  const [copy, seed] = [{ ...applications, source: 'copy' }, holdoutOf(loans, { seed: 1 })];
  expect(usesAfterTwo(before, labelled(seed, 'copy:class'), 'another', copy)).toEqual(same);
  expect(usesAfterTwo(before, labelled(seed, 'copy:churned'), 'another', copy)).toEqual(fresh);
});

test('without sketches labels are not known: another model of the same source, or of its bytes, shares the budget', () => {
  const [ledger, now] = [new GrowingLedger(), digestOf('another seed')];
  const { sketch: _, ...answer } = evaluated('rows', 1);
  ledger.close(ledger.reserve(), answer);
  const useOf = (spine: typeof applications) => {
    const entry = ledger.use(ledger.reserve({ model: 'another', rows: digestOf(spine.source), spine }));
    const spending = spendingOf(ledger.ledger, entry, { account: now }, policy);
    ledger.close(entry.digest, { outcome: 'refused', account: now, reason: 'nothing was scored' });
    return spending.kind === 'granted' && spending.use;
  };
  expect(useOf(moved)).toBe(2);
  expect(useOf({ ...applications, source: 'copy' })).toBe(2);
  expect(useOf({ source: 'copy', digest: 'git:5678' })).toBe(1);
});

test('rows that were used in two halves are not new together', () => {
  const [one, two] = [holdoutOf(loans.slice(0, 1000)), holdoutOf(loans.slice(1000))];
  const entries: LedgerEntry[] = [];
  const ask = (rows: Rows, item: string) => {
    const request = {
      model: 'm',
      package: digestOf(item),
      definition: digestOf(item),
      question: digestOf('q'),
      ...rows,
    };
    const found = reserve(entries, request, policy);
    if (found.kind !== 'reserved') throw new Error(found.kind);
    entries.push(found.entry);
    return found.entry.use;
  };
  expect([ask(one, 'a'), ask(one, 'b'), ask(two, 'c'), ask(two, 'd')]).toEqual([1, 2, 1, 2]);
  expect(ask(before, 'e')).toBe(3);
});

test('a ledger without sketches, or with those of another key, says nothing of new rows: uses of the model count', () => {
  const { account } = before;
  const now = holdoutOf(madeUpLoans(9000));
  expect(usesAfterTwo({ ...before, sketch: { ...before.sketch, key: '0'.repeat(16) } }, now)).toEqual(same);
  const bare = new GrowingLedger();
  const { sketch: _, ...answer } = evaluated('', 1);
  bare.close(bare.reserve(), { ...answer, account });
  expect(spendingOf(bare.ledger, bare.use(bare.reserve()), now, policy)).toMatchObject({ use: 2 });
  expect(spendingOf(bare.ledger, bare.use(bare.reserve()), { account: now.account }, policy)).toMatchObject({ use: 3 });
});
