import { describe, expect, test } from 'vitest';
import type { Environment } from '../../../src/core/definitions/schema/project.ts';
import { environment } from '../../../src/core/definitions/schema/project.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { decidingQuantities } from '../../../src/core/evaluation/quantities.ts';
import { roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import { judgeEnvironment } from '../../../src/core/gate/environment-gates.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { approvedBy } from './sample-approvals.ts';
import { creditGates, estimate, evidence, firstEvidence, lending, passing, unfair } from './sample-evidence.ts';

const why = 'Because.';
const asking = (...gates: readonly unknown[]): Environment =>
  environment.parse({ name: 'production', require: gates.length > 0 ? { gates } : {} });
const [gates, project] = [creditGates(), lending()];
const champion = digestOf('champion');
const ranking = { metric: 'roc_auc', rule: 'notWorse', margin: 0.05, why };
const fair = {
  metric: 'mean_score',
  among: { label: 'Good' },
  contrast: 'age',
  rule: 'gapNotWider',
  margin: 0.03,
  why,
};
const good = { metric: 'roc_auc', rule: 'atLeast', threshold: 0.6, why };

const verdict = (rules: readonly unknown[], made: Evidence = evidence(), runs: string | undefined = champion) =>
  judgeEnvironment(asking(...rules), { gates, project, evidence: made, ...(runs !== '' && { runs }) });

test('an environment without rules asks nothing', () => {
  expect(verdict([])).toBeUndefined();
});

test('rules are held against the evidence that the version was released with, by the function that judges pull requests', () => {
  expect(verdict([ranking, fair, good])).toMatchObject({ outcome: 'pass', title: 'rules of production' });
  expect(verdict([ranking, fair], evidence(unfair))).toMatchObject({
    outcome: 'fail',
    sentence: expect.stringContaining('wider by 0.05'),
  });
  expect(verdict([{ ...good, threshold: 0.7 }])).toMatchObject({ outcome: 'inconclusive' });
});

test("what the version's evidence doesn't tell will not come: undecided, not waited for", () => {
  const found = verdict([{ metric: 'recall', rule: 'atLeast', threshold: 0.5, why }]);
  expect(found).toMatchObject({
    outcome: 'inconclusive',
    sentence: "Recall: this version's evidence doesn't tell it; a version that is evaluated from now on will.",
  });
  expect(verdict([{ rule: 'latencyAtMost', latency: '9ms', why }])?.outcome).toBe('inconclusive');
  expect(verdict([{ none: [{ rule: 'latencyAtMost', latency: '9ms', why }], why }])?.outcome).toBe('inconclusive');
});

test('of sealed evidence no number can be asked', () => {
  const sealed: Evidence = { ...evidence([]), groups: {}, verdict: 'pass' };
  expect(verdict([good], sealed)).toMatchObject({
    outcome: 'inconclusive',
    sentence: "ROC AUC: only the verdict of its evidence left the holdout, so its numbers can't be asked.",
  });
});

describe('where rows are too few', () => {
  const open = { ...good, threshold: 0.65 }; // the interval is 0.61 … 0.73
  const asked = (approvals: readonly string[], rules: readonly unknown[] = [open], made = evidence()) => {
    const whenInconclusive = { approve: { count: 1, from: ['mei'] } };
    const production = environment.parse({ name: 'production', require: { gates: rules, whenInconclusive } });
    return judgeEnvironment(production, {
      gates,
      project,
      evidence: made,
      runs: champion,
      approvals: approvedBy(...approvals),
    });
  };

  test('people may answer where aval.yaml says so, counted as for the rules of a model', () => {
    expect(asked([])).toMatchObject({
      outcome: 'inconclusive',
      sentence: expect.stringContaining('Needs 1 more approval by mei, because the rows are too few to decide.'),
    });
    expect(asked(['tom'])?.outcome).toBe('inconclusive');
    expect(asked(['tom', 'Mei'])).toMatchObject({
      outcome: 'overridden',
      sentence: expect.stringContaining('approved by Mei, as aval.yaml allows.'),
      approvals: { by: [{ login: 'Mei' }] },
    });
  });

  test('that of gates.yaml is for the rules of gates.yaml', () => {
    const lax = { ...gates, whenInconclusive: { approve: { count: 1 } } };
    const made = { gates: lax, project, evidence: evidence(), runs: champion, approvals: approvedBy('mei') };
    expect(judgeEnvironment(asking(open), made)?.outcome).toBe('inconclusive');
  });

  test('what failed, and what has no number, is not for people', () => {
    expect(asked(['mei'], [{ ...good, threshold: 0.9 }])?.outcome).toBe('fail');
    expect(asked(['mei'], [{ metric: 'recall', rule: 'atLeast', threshold: 0.5, why }])?.outcome).toBe('inconclusive');
    const sealed: Evidence = { ...evidence([]), groups: {}, verdict: 'pass' };
    expect(asked(['mei'], [open], sealed)?.outcome).toBe('inconclusive');
  });

  test('who may answer is no other question to the holdout', () => {
    const of = (more: object) =>
      lending({ environments: [{ name: 'production', require: { gates: [good], ...more } }] });
    const people = of({ whenInconclusive: { approve: { count: 1 } } });
    expect(policyDigest(gates, people)).toBe(policyDigest(gates, of({})));
  });
});

describe('rules that compare', () => {
  test.each<[string, string]>([
    ['another package', digestOf('newer')],
    ['nothing', ''],
  ])('are about what runs there now: with %s the evidence cannot tell', (_, runs) => {
    expect(verdict([ranking], evidence(), runs)).toMatchObject({
      outcome: 'inconclusive',
      sentence: expect.stringMatching(
        /^ROC AUC: its evidence compares with 1\.3\.0, and production runs (?:another|none) now\.$/,
      ),
    });
    expect(verdict([good], evidence(), runs)?.outcome).toBe('pass');
  });

  test('of a first version they do not apply, and alone they ask nothing', () => {
    expect(verdict([ranking], firstEvidence(), '')).toBeUndefined();
    expect(verdict([ranking, good], firstEvidence(), '')?.outcome).toBe('pass');
  });

  test('of a first version, where something runs by now, they cannot tell', () => {
    expect(verdict([ranking], firstEvidence(), champion)).toMatchObject({
      outcome: 'inconclusive',
      sentence: expect.stringContaining('compares with no version'),
    });
  });
});

test('a metric of another task asks nothing of this model', () => {
  expect(verdict([{ metric: 'mae', rule: 'atMost', threshold: 1, why }])).toBeUndefined();
  const half = {
    quantity: { metric: 'roc_auc' as const, level: { oneOf: 2 } },
    challenger: estimate(0.67, 0.61, 0.73),
  };
  const either = { any: [{ metric: 'mae', rule: 'atMost', threshold: 1, why }, good], why };
  expect(verdict([either], evidence([half]))?.outcome).toBe('pass');
});

test('a warning is shown beside what blocks, and alone asks nothing', () => {
  const warning = { ...good, threshold: 0.9, severity: 'warn' };
  expect(verdict([warning])).toBeUndefined();
  const both = verdict([warning, good]);
  expect(both?.outcome).toBe('pass');
  expect(both && rulesOf(both)).toHaveLength(2);
});

describe('what environments ask for is measured, and leaves the holdout', () => {
  const demanding = lending({
    environments: [
      { name: 'production', require: { gates: [{ metric: 'recall', rule: 'atLeast', threshold: 0.5, why }] } },
    ],
  });

  test('its quantities are among those that decide, as far as they are of the task', () => {
    expect(decidingQuantities(gates, evidence().groups, demanding)).toContainEqual({ metric: 'recall' });
    const other = lending({
      environments: [
        { name: 'production', require: { gates: [{ metric: 'mae', rule: 'atMost', threshold: 5, why }] } },
      ],
    });
    expect(decidingQuantities(gates, evidence().groups, other)).toEqual(
      decidingQuantities(gates, evidence().groups, project),
    );
  });

  test('and rounding keeps them', () => {
    const recall = { quantity: { metric: 'recall' as const }, challenger: estimate(0.61, 0.5, 0.7) };
    const leaves = roundForHoldout(evidence([...passing, recall]), gates, demanding);
    expect(leaves.measurements.map(({ quantity }) => quantity)).toContainEqual({ metric: 'recall' });
    const without = roundForHoldout(evidence([...passing, recall]), gates, project);
    expect(without.measurements.map(({ quantity }) => quantity)).not.toContainEqual({ metric: 'recall' });
  });

  test('so they are policy: other rules are another digest, and none are the digest from before', () => {
    expect(policyDigest(gates, demanding)).not.toBe(policyDigest(gates, project));
    const approved = lending({ environments: [{ name: 'production', require: { approvals: { count: 2 } } }] });
    expect(policyDigest(gates, approved)).toBe(policyDigest(gates, project));
  });
});
