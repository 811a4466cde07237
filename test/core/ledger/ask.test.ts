import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { isGiven, questionOf, useOf, usesOf } from '../../../src/core/ledger/ask.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import { creditGates, lending } from '../gate/sample-evidence.ts';
import { sampleContents } from '../registry/sample-package.ts';
import { asked, evaluated, GrowingLedger } from './sample-ledger.ts';

const champion = digestOf('champion');
const { resolved } = sampleContents();
const question = (other: Partial<ResolvedModel> = {}, gates = creditGates(), project = lending()) =>
  questionOf({ ...resolved, ...other }, gates, project, champion);

test('the same commit, policy and champion ask the same', () => {
  expect(question()).toEqual(question());
  expect(question()).toMatchObject({ model: 'credit-risk', definition: resolved.digest });
  expect(question().spine).toEqual({ source: 'applications', digest: 'git:1234' });
});

const pin = { digest: 'git:9', until: '2026-05-01T00:00:00Z' };
test.each([
  ['another champion', questionOf(resolved, creditGates(), lending(), null), ['question']],
  ['another rule', question({}, creditGates([{ metric: 'roc_auc', rule: 'superior', why: 'So.' }])), ['question']],
  ['another budget', question({}, creditGates(), lending({ statistics: { holdoutBudget: 9 } })), ['question']],
  ['another definition', question({ digest: digestOf('other') }), ['definition']],
  ['other bytes of the spine', question({ pins: new Map([['applications', pin]]) }), ['rows', 'spine']],
])('%s is another question', (_, other, fields) => {
  const differs = Object.entries(question()).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(Object.entries(other).find(([f]) => f === field)?.[1]),
  );
  expect(differs.map(([field]) => field)).toEqual(fields);
});

test('a name or an environment more in aval.yaml asks nothing new', () => {
  const environments = [{ name: 'staging' }, { name: 'production' }];
  expect(question({}, creditGates(), lending({ name: 'credit', environments }))).toEqual(question());
});

test('without a pinned spine nothing is asked', () => {
  expect(() => question({ pins: new Map() })).toThrow(RangeError);
});

test('a question that was never asked has no use; one that was has its newest, whatever its commits', () => {
  const ledger = new GrowingLedger();
  expect(useOf(ledger.ledger, asked())).toBeUndefined();
  const first = ledger.reserve();
  ledger.close(first, { outcome: 'failed', reason: 'no machine' });
  const second = ledger.reserve({ commit: 'c'.repeat(40), pull: 9 });
  expect(useOf(ledger.ledger, asked())?.digest).toBe(second);
  ledger.close(second, evaluated('account'));
  expect(useOf(ledger.ledger, asked())?.closed?.answer.outcome).toBe('evaluated');
});

test.each(['definition', 'rows', 'question'] as const)('another %s was never asked', (field) => {
  const ledger = new GrowingLedger();
  ledger.reserve();
  expect(useOf(ledger.ledger, asked({ [field]: digestOf('other') }))).toBeUndefined();
  expect(useOf(ledger.ledger, asked({ model: 'churn' }))).toBeUndefined();
});

test('another package of the same definition was never asked; the same one was, whichever run made it', () => {
  const given = (name: string, run = 7) => ({ given: { package: digestOf(name), run } });
  const ledger = new GrowingLedger();
  const first = ledger.reserve(given('one'));
  const second = ledger.reserve(given('other'));
  expect(useOf(ledger.ledger, asked(given('one', 8)))?.digest).toBe(first);
  expect(useOf(ledger.ledger, asked(given('other')))?.digest).toBe(second);
  expect(useOf(ledger.ledger, asked(given('third')))).toBeUndefined();
  expect(useOf(ledger.ledger, asked())).toBeUndefined();
  expect(usesOf(ledger.ledger, asked()).map(({ digest }) => digest)).toEqual([first, second]);
});

test('only the package of a program of its own is given', () => {
  const names = ['gbdt', 'linear', 'tfjs', 'command'] as const;
  expect(names.filter((name) => isGiven({ engine: { name, revision: 1 } }))).toEqual(['command']);
});
