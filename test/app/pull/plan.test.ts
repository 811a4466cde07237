import { describe, expect, test } from 'vitest';
import type { GivenPackage } from '../../../app/holdout/given.ts';
import type { Change, ModelChange } from '../../../app/pull/change.ts';
import type { Observed, Standing } from '../../../app/pull/observe.ts';
import { planPull } from '../../../app/pull/plan.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { creditGates, firstEvidence, lending, unfair } from '../../core/gate/sample-evidence.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { answered, facts, head, observed, ownRun, pull, standing, trained, trial } from './sample-observed.ts';

const { resolved } = sampleContents();
const gateOf = (given: Observed, room = 8) => {
  const { checks, reserve } = planPull(given, { ...facts, room });
  const [gate] = checks;
  return [gate?.conclusion, gate?.title, reserve.length];
};
const one = (standing: Standing, other: Partial<Observed> = {}, given = trial()) =>
  observed([trained('credit-risk', given)], { 'credit-risk': standing }, other);
const { champion: _, ...first } = trial();
const firstTrial = { ...first, introduced: true };
const begins = "credit-risk: waiting for its evaluation: the pull request's own run first, then the holdout.";

test.each<[string, Observed, unknown[]]>([
  ['ready, and its own run is green', one(standing.never), ['waiting', begins, 1]],
  [
    'a draft',
    one(standing.never, { pull: { ...pull, draft: true } }),
    ['action_required', expect.stringContaining('the draft to be marked as ready'), 0],
  ],
  [
    'from a fork',
    one(standing.never, { pull: { ...pull, fork: true } }),
    ['action_required', expect.stringContaining('someone with write access'), 0],
  ],
  [
    'its own run is red',
    one(standing.never, { checks: [ownRun('completed', 'failure', 'evaluate (x)')] }),
    ['action_required', expect.stringContaining('"evaluate (x)" to be mended'), 0],
  ],
  [
    'its own run timed out',
    one(standing.never, { checks: [ownRun('completed', 'timed_out')] }),
    ['action_required', expect.stringContaining('to be mended'), 0],
  ],
  ['its own run is under way', one(standing.never, { checks: [ownRun('in_progress')] }), ['waiting', begins, 0]],
  [
    'its own run did not begin',
    one(standing.never, { checks: [] }),
    ['waiting', expect.stringContaining('own run to begin'), 0],
  ],
  ['no workflow of ours runs there', one(standing.never, { checks: [], hasWorkflow: false }), ['waiting', begins, 1]],
  ['its evaluation is under way', one(standing.open), ['waiting', begins, 0]],
  [
    'its evaluation was asked for in vain',
    one({ ...standing.open, unbegun: { kind: 'unlisted', times: 3 } }),
    [
      'action_required',
      'credit-risk: waiting for a run of .github/workflows/aval-holdout.yaml: it has been asked for 3 times, and none has begun. Is that workflow on the default branch, are Actions enabled, and does a runner take its jobs? "aval doctor" looks for the first two.',
      0,
    ],
  ],
  [
    'its evaluation stays in the queue',
    one({ ...standing.open, unbegun: { kind: 'queued', run: 7 } }, { pull: { ...pull, draft: true } }),
    [
      'action_required',
      expect.stringContaining('waiting for run 7 of .github/workflows/aval-holdout.yaml to begin'),
      0,
    ],
  ],
  ['it passed', one(answered()), ['success', 'credit-risk: promote. Every rule holds.', 0]],
  [
    'it failed a rule',
    one(answered(unfair)),
    ['failure', expect.stringMatching(/^credit-risk: don't promote\. Mean score/), 0],
  ],
  ['nothing was measured', one(answered([])), ['action_required', expect.stringContaining('credit-risk: waiting'), 0]],
  [
    'the account is used up',
    one(standing.refused),
    ['action_required', expect.stringContaining('new labelled rows: the holdout is used up'), 0],
  ],
  [
    'its evaluation came to nothing',
    one(standing.failed),
    ['action_required', expect.stringContaining(`To spend another use: /aval evaluate ${head.slice(0, 12)}`), 0],
  ],
  [
    'a first version passed',
    one(answered(firstEvidence().measurements, firstTrial), {}, firstTrial),
    ['success', expect.stringContaining('credit-risk: promote'), 0],
  ],
  [
    'production runs another package by now',
    one(answered(), {}, trial({ champion: { version: '1.4.0', package: digestOf('newer') } })),
    ['action_required', expect.stringContaining('compares with 1.3.0'), 0],
  ],
  ['nothing of ours is changed', observed([], {}), ['success', 'nothing to judge', 0]],
  [
    'nothing that counts is changed',
    observed([{ plan: { action: 'keep', model: 'm', because: 'sameDefinition', resolved } }], {}),
    ['success', 'nothing to judge', 0],
  ],
  [
    'a model is removed',
    observed([{ plan: { action: 'remove', model: 'm' } }], {}),
    ['success', expect.stringContaining('m: promote. The model is removed'), 0],
  ],
  [
    'a definition was released before',
    observed(
      [{ plan: { action: 'keep', model: 'm', because: 'released', resolved, version: '1.0.0', reasons: [] } }],
      {},
    ),
    ['success', expect.stringContaining('released as 1.0.0'), 0],
  ],
  [
    'a definition is invalid',
    observed([{ plan: { action: 'invalid', model: 'm', faults: [{ rule: 'x', message: 'no such feature' }] } }], {}),
    ['failure', "m: don't promote. no such feature", 0],
  ],
])('%s', (_, given, expected) => {
  expect(gateOf(given)).toEqual(expected);
});

const changed = (change: Change): Observed => observed([], {}, { change });

test('a conflict, and a policy that cannot be read, are red; what is not managed is left alone', () => {
  expect(gateOf(changed({ kind: 'conflict' }))).toEqual(['action_required', 'no evidence: merge conflict', 0]);
  const location = { file: 'aval.yaml', line: 3, column: 1, length: 2, excerpt: 'xx' };
  const faults = [{ rule: 'x', message: 'unknown key "xx"', location }];
  const plan = planPull(changed({ kind: 'unreadable', faults }), facts);
  expect(plan.checks).toMatchObject([{ conclusion: 'failure', annotations: [{ path: 'aval.yaml', start_line: 3 }] }]);
  expect(planPull(changed({ kind: 'unmanaged' }), facts)).toMatchObject({ checks: [], comment: undefined });
});

test("a fault of base is told with its commit, and marks no line of the change's files", () => {
  const location = { file: 'aval.yaml', line: 3, column: 1, length: 2, excerpt: 'xx' };
  const faults = [{ rule: 'x', message: 'unknown key', location, commit: '1a2b3c4d5e6f'.padEnd(40, '0') }];
  const [check] = planPull(changed({ kind: 'unreadable', faults }), facts).checks;
  expect(check?.annotations).toEqual([]);
  expect(check?.summary).toContain('(at 1a2b3c');
});

test('faults of a definition are annotated at their line', () => {
  const location = { file: 'models/m/model.yaml', line: 9, column: 3, length: 4, excerpt: 'x' };
  const plan = {
    action: 'invalid',
    model: 'm',
    faults: [{ rule: 'x', message: 'no', hint: 'yes', location }],
  } as const;
  const [gate] = planPull(observed([{ plan }], {}), facts).checks;
  expect(gate?.annotations).toMatchObject([{ path: 'models/m/model.yaml', start_line: 9, message: 'no. yes' }]);
});

test('a change of policy is judged by the old one, and shows what it would be under the new', () => {
  const proposed = creditGates([{ metric: 'roc_auc', rule: 'atLeast', threshold: 0.99, why: 'Stricter.' }]);
  const given = one(answered(), {}, trial({ proposed }));
  const { checks, comment } = planPull(given, facts);
  expect(checks[0]?.conclusion).toBe('success');
  expect(comment).toContain('Under the gates that this change proposes');
});

describe('of several models', () => {
  const models: ModelChange[] = ['a', 'b', 'c'].map((name) => trained(name));
  const all = { a: answered(), b: standing.never, c: standing.failed };

  test('the gate says the worst, and each has a check of its own', () => {
    const { checks, reserve } = planPull(observed(models, all), facts);
    expect(checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['aval / gate', 'action_required'],
      ['aval / credit-risk', 'success'],
      ['aval / b', 'waiting'],
      ['aval / c', 'action_required'],
    ]);
    expect(reserve).toHaveLength(1);
  });

  test('no more begin than there is room for; the others say so, and the pull request is looked at again', () => {
    const none = { a: standing.never, b: standing.never, c: standing.never };
    const plan = planPull(observed(models, none), { ...facts, room: 2 });
    expect([plan.reserve.length, plan.crowded, plan.checks[0]?.conclusion]).toEqual([2, true, 'waiting']);
    expect(plan.comment).toContain('which begins when others have ended');
    expect(planPull(observed(models, none), facts).crowded).toBe(false);
  });

  test('a model called "gate" has no check of its own: the required one is never a single model', () => {
    const evil = ['gate', 'GATE', ' gate', 'gate\u200b', 'gate\u00a0'].map(
      (model): ModelChange => ({ plan: { action: 'remove', model } }),
    );
    const red: ModelChange = { plan: { action: 'invalid', model: 'other', faults: [{ rule: 'x', message: 'no' }] } };
    const { checks } = planPull(observed([...evil, red], {}), facts);
    expect(checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['aval / gate', 'failure'],
      ['aval / other', 'failure'],
    ]);
  });

  test('beyond twenty, only the table tells', () => {
    const many = Array.from({ length: 30 }, (_, i): ModelChange => ({ plan: { action: 'remove', model: `m${i}` } }));
    expect(planPull(observed(many, {}), facts).checks).toHaveLength(21);
  });
});

test('an environment that is called after nothing in aval.yaml is red', () => {
  const change: Change = {
    kind: 'planned',
    standing: [],
    policy: { files: [], faults: [] },
    project: lending(),
    models: [],
    environments: [{ environment: 'nowhere', model: 'm', ranBefore: false, since: new Map() }],
  };
  expect(gateOf(changed(change))[0]).toBe('failure');
});

test('a policy that cannot be read is red, whatever else is changed', () => {
  const given = one(standing.never, { checks: [ownRun('in_progress')] });
  if (given.change.kind !== 'planned') throw new RangeError('planned');
  const faults = [{ rule: 'yaml', message: 'aval.yaml is no YAML' }];
  const broken = { ...given, change: { ...given.change, policy: { files: ['aval.yaml'], faults } } };
  expect(gateOf(broken)).toEqual(['failure', "policy: don't promote. aval.yaml is no YAML", 0]);
});

test('a change of the policy alone is green, and says from when on it judges', () => {
  const given = observed([], {});
  if (given.change.kind !== 'planned') throw new RangeError('planned');
  const policy = { files: ['models/credit-risk/gates.yaml'], faults: [] };
  const { checks } = planPull({ ...given, change: { ...given.change, policy } }, facts);
  expect(checks).toMatchObject([
    { conclusion: 'success', title: 'nothing to judge; the policy changes from the next change on' },
  ]);
});

describe('a model that its own program trains', () => {
  const given = { package: digestOf('package'), run: 7 };
  const plan = (found: GivenPackage, other: Partial<Observed> = {}) =>
    planPull(one(standing.never, { given: new Map([['credit-risk', found]]), ...other }), facts);
  const missing = (run: 'running' | 'ended') =>
    ({ kind: 'missing', run, reason: 'the package that its own run makes: run 7 left none' }) as const;

  test('is asked about by the package that is given', () => {
    const { reserve, checks } = plan({ kind: 'given', given });
    expect(reserve).toEqual([{ ...trial().question, given }]);
    expect(checks[0]?.title).toBe(begins);
  });

  test('waits for its package, and says why; it is looked at again while the run goes on', () => {
    const ended = plan(missing('ended'));
    expect([ended.reserve, ended.crowded]).toEqual([[], false]);
    expect(ended.checks[0]?.title).toContain('waiting for the package that its own run makes: run 7 left none');
    expect(plan(missing('running'))).toMatchObject({ reserve: [], crowded: true });
    expect(plan(missing('running'), { checks: [ownRun('in_progress')] }).crowded).toBe(false);
  });
});

test('the comment links to the page with plots that the own run left', () => {
  const job = {
    ...ownRun('completed', 'success', 'evaluate (credit-risk)'),
    detailsUrl: `${facts.page}/actions/runs/7/job/2`,
  };
  const given = observed([trained()], { 'credit-risk': answered() }, { checks: [job] });
  expect(planPull(given, facts).comment).toContain(`[report](${facts.page}/actions/runs/7#artifacts)`);
});
