import { expect, test } from 'vitest';
import { approverLists } from '../../../app/pull/approvals.ts';
import { planPull } from '../../../app/pull/plan.ts';
import type { Gates } from '../../../src/core/definitions/schema/gates.ts';
import { approvedBy } from '../../core/gate/sample-approvals.ts';
import { creditGates, estimate, lending, passing } from '../../core/gate/sample-evidence.ts';
import { answered, facts, observed, promoted, trained, trial } from './sample-observed.ts';

const undecided = passing.map((one) => (one.widening ? { ...one, widening: estimate(0.01, -0.05, 0.07, 33) } : one));

function gateWith(whenInconclusive: Gates['whenInconclusive'], approvals: readonly string[], measurements = undecided) {
  const asked = trial({ gates: { ...creditGates(), ...(whenInconclusive && { whenInconclusive }) } });
  const standings = { 'credit-risk': answered(measurements, asked) };
  const { checks } = planPull(
    observed([trained('credit-risk', asked)], standings, { approvals: approvedBy(...approvals) }),
    facts,
  );
  return checks.map(({ name, conclusion, title }) => ({ name, conclusion, title }))[0];
}

const byMei = { approve: { count: 1, from: ['mei'] } };

test.each<[string, Gates['whenInconclusive'], readonly string[], string]>([
  ['nothing is said', undefined, ['mei'], 'failure'],
  ['it blocks', 'block', ['mei'], 'failure'],
  ['nobody approved', byMei, [], 'failure'],
  ['someone else approved', byMei, ['tom'], 'failure'],
  ['she approved', byMei, ['mei'], 'success'],
])('where rows are too few and %s, the required check is as it must be', (_, rule, approvals, conclusion) => {
  expect(gateWith(rule, approvals)).toMatchObject({ name: 'aval / gate', conclusion });
});

test('the check of a change that failed is not for people to turn', () => {
  const unfairly = passing.map((one) => (one.widening ? { ...one, widening: estimate(0.06, 0.04, 0.08, 33) } : one));
  expect(gateWith(byMei, ['mei'], unfairly)).toMatchObject({ conclusion: 'failure' });
});

test('names are those of every rule that may ask for approvals of this change, also of a policy that it brings', () => {
  const rule = (name: string) => ({ approve: { count: 1, from: [name] } });
  const policy = (tag: string) =>
    lending({
      environments: [
        { name: 'staging', require: { approvals: { count: 1, from: ['not promoted to'] } } },
        {
          name: 'production',
          require: { approvals: { count: 1, from: [`asked${tag}`] }, whenInconclusive: rule(`few${tag}`) },
          rollback: { approvals: { count: 1, from: [`back${tag}`] } },
        },
      ],
    });
  const gates = (name: string) => ({ ...creditGates(), whenInconclusive: rule(name) });
  const { change } = observed([
    trained('credit-risk', trial({ gates: gates('gates'), proposed: gates('gates, new') })),
  ]);
  if (change.kind !== 'planned') throw new Error('it is planned');
  const named = (more: Partial<typeof change>) => approverLists({ ...change, ...more });
  const promotion = { environments: [promoted()], project: policy(''), proposed: policy(', new') };
  expect(named(promotion).flat()).toEqual([
    ...['asked', 'few', 'back', 'asked, new', 'few, new', 'back, new'],
    ...['gates', 'gates, new'],
  ]);
  expect(named({ models: [] })).toEqual([]);
  expect(named({ models: [trained()], environments: [promoted()] })).toEqual([]);
  expect(approverLists({ kind: 'conflict' })).toEqual([]);
});
