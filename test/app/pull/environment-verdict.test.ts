import { describe, expect, test } from 'vitest';
import type { EnvironmentChange } from '../../../app/pull/environment-changes.ts';
import { environmentVerdict, type PromotionFacts } from '../../../app/pull/environment-verdict.ts';
import type { EvidenceLevel } from '../../../src/core/definitions/schema/project.ts';
import type { Approval } from '../../../src/core/gate/approvals.ts';
import { approvedBy } from '../../core/gate/sample-approvals.ts';
import { creditGates, evidence, lending, passing } from '../../core/gate/sample-evidence.ts';
import { promoted, released } from './sample-observed.ts';

const now = 1_800_000_000;
const hours = (count: number): number => now - count * 3600;
const soak = { for: '24h', in: 'staging' };
const project = (require: Record<string, unknown> = {}, rollback?: Record<string, unknown>) =>
  lending({ environments: [{ name: 'staging' }, { name: 'production', require, ...(rollback && { rollback }) }] });
/** Without a level there is no evidence. */
interface Given extends Omit<Partial<PromotionFacts>, 'approvals'> {
  readonly level?: EvidenceLevel | undefined;
  readonly approvals?: readonly (string | Approval)[];
}
const reproduced = { level: 'reproduced' } as const;
const verdict = (
  given: Partial<EnvironmentChange>,
  { level, approvals = [], ...facts }: Given = { level: 'reproduced' },
  require: Record<string, unknown> = {},
  rollback?: Record<string, unknown>,
) => {
  const made = level && evidence(passing, { level });
  const all = { approvals: approvedBy(...approvals), now, ...(made && { evidence: made }), ...facts };
  const { outcome, sentence, title } = environmentVerdict(promoted(given), project(require, rollback), all);
  return { outcome, sentence, title };
};

test('without requirements a released version with scored evidence passes', () => {
  expect(verdict({}, { level: 'scored' })).toEqual({
    outcome: 'pass',
    title: 'credit-risk 1.4.0 in production',
    sentence: expect.stringContaining('The evidence is scored.'),
  });
});

describe('evidence', () => {
  test.each([
    ['reproduced', 'reproduced', 'pass'],
    ['reproduced', 'scored', 'fail'],
    ['scored', 'reproduced', 'pass'],
    ['scored', 'claimed', 'fail'],
    ['scored', undefined, 'fail'],
  ] as const)('asked for %s, found %s: %s', (evidence, level, outcome) => {
    expect(verdict({}, { level }, { evidence }).outcome).toBe(outcome);
  });
});

describe('soak', () => {
  test.each<[string, Map<string, number>, string, RegExp]>([
    ['does not run there', new Map(), 'waiting', /^Waiting for 24h in staging, which does not run it yet/],
    ['runs elsewhere only', new Map([['production', hours(90)]]), 'waiting', /which does not run it yet/],
    [
      'runs there for too short a time',
      new Map([['staging', hours(23)]]),
      'waiting',
      /^Waiting for 24h in staging, where it runs since 20/,
    ],
    ['runs there for just long enough', new Map([['staging', hours(24)]]), 'pass', /it ran for 24h in staging/],
    ['began in the future, by its commit', new Map([['staging', hours(-5)]]), 'waiting', /where it runs since/],
  ])('%s', (_, since, outcome, sentence) => {
    expect(verdict({ since }, reproduced, { soak })).toMatchObject({
      outcome,
      sentence: expect.stringMatching(sentence),
    });
  });
});

describe('approvals', () => {
  const require = { approvals: { count: 2, from: ['rita', 'uma', 'olivia'] } };
  test.each<[(string | Approval)[], string, RegExp]>([
    [[], 'waiting', /^Waiting for 2 more approvals by rita, uma, olivia\./],
    [['rita'], 'waiting', /^Waiting for 1 more approval by/],
    [['rita', 'mallory'], 'waiting', /^Waiting for 1 more approval by/],
    [['rita', 'uma'], 'pass', /Approved by rita, uma\.$/],
    [['Rita', 'UMA'], 'pass', /Approved by Rita, UMA\.$/],
    [['rita', { login: 'vera', teams: ['risk-owners'] }], 'waiting', /^Waiting for 1 more approval by/],
    [['rita', { login: 'vera', teams: ['uma'] }], 'pass', /Approved by rita, vera \(uma\)\.$/],
  ])('%j', (approvals, outcome, sentence) => {
    expect(verdict({}, { ...reproduced, approvals }, require)).toMatchObject({
      outcome,
      sentence: expect.stringMatching(sentence),
    });
  });

  test('of anyone, where nobody is named', () => {
    const anyone = { approvals: { count: 1 } };
    expect(verdict({}, reproduced, anyone).sentence).toContain('people who may write and made no part of the change');
    expect(verdict({}, { ...reproduced, approvals: ['olivia'] }, anyone).outcome).toBe('pass');
  });

  test('do not make up for evidence or soak', () => {
    const given = { ...reproduced, approvals: ['rita', 'uma'] };
    expect(verdict({}, { ...given, level: 'claimed' }, require).outcome).toBe('fail');
    expect(verdict({}, given, { ...require, soak }).outcome).toBe('waiting');
  });
});

describe('a rollback', () => {
  const hard = { evidence: 'reproduced', soak, approvals: { count: 3 } };
  test('asks for what its own rule asks, and compares nothing', () => {
    const rollback = { approvals: { count: 1 } };
    expect(verdict({ ranBefore: true }, { level: undefined }, hard, rollback).outcome).toBe('waiting');
    const given = { level: undefined, approvals: ['rita'] };
    expect(verdict({ ranBefore: true }, given, hard, rollback)).toMatchObject({
      outcome: 'pass',
      sentence: expect.stringMatching(/^production ran this version before: a rollback/),
    });
  });

  test.each<[string, Partial<EnvironmentChange>]>([
    ['a version without a release', { ranBefore: true, release: undefined as never }],
    ['another package than the release holds', { ranBefore: true, release: released('1.5.0') }],
  ])('to %s fails all the same', (_, given) => {
    expect(verdict(given, { approvals: ['rita', 'uma'] })).toMatchObject({ outcome: 'fail' });
  });
});

describe('rules that the rows are too few for', () => {
  const gates = [{ metric: 'roc_auc', rule: 'atLeast', threshold: 0.65, why: 'The board asks.' }];
  const require = { gates, whenInconclusive: { approve: { count: 1, from: ['mei'] } } };
  const asked = (approvals: readonly string[], more: Record<string, unknown> = {}) =>
    verdict({ gates: creditGates() }, { ...reproduced, approvals }, { ...require, ...more });

  test('are answered by who is named, and the verdict says overridden', () => {
    expect(asked([])).toMatchObject({ outcome: 'inconclusive', sentence: expect.stringContaining('approval by mei') });
    expect(asked(['mei'])).toMatchObject({
      outcome: 'overridden',
      sentence: expect.stringMatching(
        /^The evidence is reproduced\. ROC AUC: .*approved by mei, as aval\.yaml allows\.$/,
      ),
    });
  });

  test('which makes up for nothing else that the environment asks', () => {
    expect(asked(['mei'], { soak }).outcome).toBe('waiting');
    expect(asked(['mei'], { approvals: { count: 2 } }).outcome).toBe('waiting');
    expect(asked(['mei', 'uma'], { approvals: { count: 2 } }).outcome).toBe('overridden');
  });
});

test('to run nothing any more is a rollback, too', () => {
  const rollback = { approvals: { count: 1 } };
  const nothing = { after: undefined as never, release: undefined as never };
  expect(verdict(nothing, {}, {}, rollback)).toMatchObject({
    outcome: 'waiting',
    title: 'credit-risk nothing in production',
  });
  expect(verdict(nothing, { approvals: ['rita'] }, {}, rollback).outcome).toBe('pass');
});

test('an environment that base does not declare fails, whatever else is there', () => {
  const given = { approvals: ['rita', 'uma'] };
  expect(verdict({ environment: 'canary' }, given).outcome).toBe('fail');
  expect(verdict({ environment: 'canary', ranBefore: true }, given).outcome).toBe('fail');
});
