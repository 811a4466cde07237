import { expect, test } from 'vitest';
import { roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import { whatLeaves } from '../../../src/core/evaluation/what-leaves.ts';
import { type Evidence, evidenceSchema } from '../../../src/core/gate/evidence.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { creditGates, estimate, evidence, lending } from './sample-evidence.ts';

const gates = creditGates([{ metric: 'roc_auc', rule: 'notWorse', margin: 0.03, why: 'They read the ranking.' }]);
const inMode = (holdout: object) => lending({ statistics: { holdoutBudget: 8, holdout } });

/** Evidence of one change, whose ROC AUC differs by this much, ± 0.004. */
function measured(difference: number, project = lending(), tier: Evidence['tier'] = 'holdout'): Evidence {
  const auc = {
    quantity: { metric: 'roc_auc' as const },
    challenger: { ...estimate(0.8, 0.79, 0.81), se: 0.006 },
    champion: { ...estimate(0.8 - difference, 0.78, 0.82), se: 0.006 },
    difference: { ...estimate(difference, difference - 0.004, difference + 0.004), se: 0.00241 },
  };
  return evidence([auc], { tier, policy: policyDigest(gates, project) });
}

const numbersOf = (left: Evidence) => [...JSON.stringify(left).matchAll(/0\.\d+/g)].map(([text]) => text);

test.each(['spending', 'none'])('in mode %s the rounded numbers leave', (mode) => {
  const project = inMode({ mode });
  const one = measured(0.011, project);
  expect(whatLeaves(one, gates, project)).toEqual(roundForHoldout(one, gates, project));
});

test.each([
  ['hybrid', 0.011, 'pass'],
  ['full', 0.011, 'pass'],
  ['hybrid', -0.05, 'fail'],
  ['full', -0.03, 'fail'], // undecided: told apart from a failure, it would say more
])('in mode %s a change of %s leaves nothing but %s', (mode, difference, verdict) => {
  const project = inMode({ mode });
  const left = whatLeaves(measured(difference, project), gates, project);
  expect(left).toMatchObject({ verdict, measurements: [], groups: {} });
  expect(numbersOf(left)).toEqual([String(left.alpha)]);
  expect(evidenceSchema.parse(left)).toEqual(left);
  expect(judge(left, gates, project, {}).outcome).toBe(verdict);
});

test('in mode ladder the numbers leave only for what is better than production by more than the step', () => {
  const left = (difference: number, step?: number) => {
    const project = inMode({ mode: 'ladder', ...(step !== undefined && { step }) });
    return whatLeaves(measured(difference, project), gates, project);
  };
  expect(left(0.011)).toMatchObject({ measurements: [{ difference: { value: expect.any(Number) } }] });
  expect(left(0.002)).toMatchObject({ verdict: 'pass', measurements: [] }); // not worse, and no improvement
  expect(left(-0.05)).toMatchObject({ verdict: 'fail', measurements: [] });
  expect(left(0.011, 0.02)).toMatchObject({ verdict: 'pass', measurements: [] });
});

test('the vault says pass, fail or inconclusive, and no mode makes it say more', () => {
  const project = inMode({ mode: 'none' });
  const said = [0.011, -0.05, -0.03].map((difference) =>
    whatLeaves(measured(difference, project, 'vault'), gates, project),
  );
  expect(said.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'inconclusive']);
  for (const one of said) expect(numbersOf(one)).toEqual([String(one.alpha)]);
  const [pass] = said.map((one) => judge(one, gates, project, {}));
  expect(pass?.children).toMatchObject([
    { title: 'all rules, on the vault', effect: { undefined: expect.any(String) } },
  ]);
});

test('sealed evidence of another policy, or beside another champion, is as stale as any other', () => {
  const left = whatLeaves(measured(0.011, lending(), 'vault'), gates, lending());
  expect(judge(left, gates, lending({ statistics: { alpha: 0.01 } }), {}).outcome).toBe('waiting');
  expect(judge(left, gates, lending(), { champion: left.challenger.package as never }).outcome).toBe('waiting');
});

test('dev keeps every number', () => {
  const one = measured(0.0112345, lending(), 'dev');
  expect(whatLeaves(one, gates, lending())).toEqual(one);
});
