import { expect, test } from 'vitest';
import { checkAnswer } from '../../../app/holdout/check-answer.ts';
import { digestOf, digestOfJson } from '../../../src/core/digest.ts';
import { questionDigest } from '../../../src/core/gate/account-use.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import type { AnswerFile } from '../../../src/core/ledger/answer-file.ts';
import { evidence } from '../../core/gate/sample-evidence.ts';
import { evaluated, GrowingLedger } from '../../core/ledger/sample-ledger.ts';
import { spendingBy } from '../../core/ledger/sample-policy.ts';
import { sampleRows } from '../../core/ledger/sample-rows.ts';

const policy = spendingBy({ holdoutBudget: 4, alpha: 0.05 });
const other = digestOf('something else');
const question = questionDigest(digestOf('champion'), digestOf('policy'));

/** A ledger with so many earlier uses of the account, and one open entry behind them. */
function asked(earlier = 0): { grown: GrowingLedger; entry: ReturnType<GrowingLedger['reserve']> } {
  const grown = new GrowingLedger();
  for (let i = 1; i <= earlier; i++) grown.close(grown.reserve(), evaluated('account', i));
  return { grown, entry: grown.reserve({ definition: digestOf('definition'), question }) };
}
const { grown, entry } = asked();
const run = { id: '77', attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' };
const sound: Partial<Evidence> = { run, alpha: levelOfUse(1, 0.05), ledger: { entry, used: 1, budget: 4 } };
const file = (made: Partial<Evidence> = {}): AnswerFile => ({
  format: 'aval/answer/v1',
  entry,
  answer: { outcome: 'evaluated', evidence: evidence(undefined, { ...sound, ...made }) },
});
const check = (given: AnswerFile, ledger = grown, of = entry) =>
  checkAnswer(given, ledger.use(of), ledger.ledger, policy, 77);

test('an answer that fits is what the entry is closed with', () => {
  const made = evidence(undefined, sound);
  expect(check(file())).toEqual({
    outcome: 'evaluated',
    account: made.account,
    package: made.challenger.package,
    evidence: digestOfJson(made),
    use: 1,
    alpha: levelOfUse(1, 0.05),
    run: 77,
  });
});

test('one that was asked beside an anchor must bring just that', () => {
  const beside = questionDigest(digestOf('champion'), digestOf('policy'), digestOf('best'));
  const held = new GrowingLedger();
  const open = held.reserve({ definition: digestOf('definition'), question: beside });
  const made = { ledger: { entry: open, used: 1, budget: 4 } };
  const answer = (anchor?: Evidence['anchor']) => ({ ...file({ ...made, ...(anchor && { anchor }) }), entry: open });
  const best = { package: digestOf('best'), definition: other };
  expect(check(answer(best), held, open)).toMatchObject({ outcome: 'evaluated', use: 1 });
  for (const anchor of [undefined, { ...best, package: other }])
    expect(() => check(answer(anchor), held, open)).toThrow(/compares with another package/);
});

const { challenger, champion, ledger } = evidence(undefined, sound);
test.each<[string, Partial<Evidence>, RegExp]>([
  ['model', { model: 'churn' }, /about the model churn/],
  ['tier', { tier: 'dev' }, /rows are dev rows/],
  ['level', { level: 'claimed' }, /only claimed/],
  ['definition', { challenger: { ...challenger, definition: other } }, /another definition/],
  ['champion', { champion: { definition: other, ...champion, package: other } }, /compares with another package/],
  ['absent champion', { champion: undefined as never }, /compares with another package/],
  ['anchor', { anchor: { definition: other, package: other } }, /compares with another package/],
  ['policy', { policy: other }, /under another policy/],
  ['entry', { ledger: { entry: other, used: 1, budget: 4 } }, /names another entry/],
  ['absent entry', { ledger: undefined as never }, /names another entry/],
  ['run', { run: { ...run, id: '78' } }, /names another run/],
  ['absent run', { run: undefined as never }, /names another run/],
  ['use', { ledger: { entry: ledger?.entry ?? other, used: 2, budget: 4 } }, /it is use 1, not 2/],
  ['budget', { ledger: { entry: ledger?.entry ?? other, used: 1, budget: 400 } }, /budget is 4, not 400/],
  ['level of its use', { alpha: 0.05 }, /may spend .*, not 0.05/],
])('one that lies about its %s is refused', (_, made, reason) => {
  expect(() => check(file(made))).toThrow(reason);
  expect(() => check(file(made))).toThrow(/^the run's answer is refused: /);
});

test('one that answers another entry is refused, whatever is in it', () => {
  expect(() => check({ ...file(), entry: other })).toThrow('it answers another entry');
});

test('one on rows that are used up is refused, and so is a use of them that another spent already', () => {
  const full = asked(4);
  const made = { ledger: { entry: full.entry, used: 5, budget: 4 }, alpha: levelOfUse(5, 0.05) };
  expect(() => check({ ...file(made), entry: full.entry }, full.grown, full.entry)).toThrow(/spends what is not there/);
  const racing = asked();
  const unseen = racing.grown.reserve({ model: 'churn', rows: other, spine: { source: 'copy', digest: 'git:9' } });
  racing.grown.close(unseen, evaluated('account', 1));
  const late = { ...sound, ledger: { entry: racing.entry, used: 1, budget: 4 } };
  expect(() => check({ ...file(late), entry: racing.entry }, racing.grown, racing.entry)).toThrow(
    /was spent meanwhile/,
  );
});

test('a refusal stands only where the account is used up', () => {
  const answer = { outcome: 'refused', account: digestOf('account'), reason: 'used up' } as const;
  expect(() => check({ ...file(), answer })).toThrow(/refuses what there is/);
  const full = asked(4);
  expect(check({ format: 'aval/answer/v1', entry: full.entry, answer }, full.grown, full.entry)).toEqual(answer);
});

const { account, sketch } = sampleRows('account');
const { sketch: mays } = sampleRows('May');

test('the sketch of its rows is kept in the first entry of an account, and in no other', () => {
  const answered = (grown: GrowingLedger, of: typeof entry, used: number) => {
    const made = { account, alpha: levelOfUse(used, 0.05), ledger: { entry: of, used, budget: 4 } };
    return check({ ...file(made), entry: of, sketch }, grown, of);
  };
  const first = asked();
  const answer = answered(first.grown, first.entry, 1);
  expect(answer).toMatchObject({ sketch });
  first.grown.close(first.entry, answer);
  const next = first.grown.reserve({ definition: digestOf('definition'), question });
  expect(answered(first.grown, next, 2)).not.toHaveProperty('sketch');
});

test('rows that an earlier account knew are no new ones, whatever their digest: the run must have counted its uses', () => {
  const known = asked(2);
  const edited = digestOf('a label edited');
  const made = (used: number) => ({
    account: edited,
    alpha: levelOfUse(used, 0.05),
    ledger: { entry: known.entry, used, budget: 4 },
  });
  const told = (used: number, own: typeof sketch, of = known.entry) =>
    check(
      { ...file({ ...made(used), ledger: { entry: of, used, budget: 4 } }), entry: of, sketch: own },
      known.grown,
      of,
    );
  expect(told(3, sketch)).toMatchObject({ use: 3, account: edited });
  expect(() => told(1, sketch)).toThrow('it is use 3, not 1');
  expect(() => told(1, mays)).toThrow('it is use 3, not 1'); // the bytes are the same, so the rows have new names and are no new ones
  known.grown.close(known.entry, { outcome: 'refused', account: edited, reason: 'nothing was scored' });
  const spine = { source: 'applications', digest: 'git:5678' };
  const later = known.grown.reserve({ definition: digestOf('definition'), question, spine });
  expect(told(1, mays, later)).toMatchObject({ use: 1, sketch: mays });
});

test('of sealed evidence the ledger keeps whether it was a pass', () => {
  expect(check(file({ verdict: 'pass', measurements: [] }))).toMatchObject({ passed: true });
  expect(check(file({ verdict: 'fail', measurements: [] }))).toMatchObject({ passed: false });
  expect(check(file())).not.toHaveProperty('passed');
});

test('about a package that was given it must be scored, and about just that one', () => {
  const given = (name: string) => {
    const grown = new GrowingLedger();
    const entry = grown.reserve({
      definition: digestOf('definition'),
      question,
      given: { package: name === 'same' ? (challenger.package as never) : other, run: 5 },
    });
    return { grown, entry, made: { ledger: { entry, used: 1, budget: 4 } } };
  };
  const same = given('same');
  const told = (made: Partial<Evidence>, { grown, entry }: typeof same) =>
    check({ ...file(made), entry }, grown, entry);
  expect(told({ ...same.made, level: 'scored' }, same)).toMatchObject({ package: challenger.package });
  expect(() => told({ ...same.made, level: 'reproduced' }, same)).toThrow('it is reproduced, not scored');
  const another = given('another');
  expect(() => told({ ...another.made, level: 'scored' }, another)).toThrow('another package than was given');
  expect(() => check(file({ level: 'scored' }))).toThrow('it is scored, not reproduced');
});
