import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { anchorAfter, asksForAnchor } from '../../../src/core/gate/anchor.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { changeText } from '../../../src/core/report/explanation-text.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { creditGates, estimate, evidence, firstEvidence, judged, lending } from './sample-evidence.ts';

const why = 'The credit committee reads the ranking.';
const notWorse = { metric: 'roc_auc', rule: 'notWorse', margin: 0.03, why };
const gates = creditGates([notWorse]);
const anchor = { package: digestOf('best'), definition: digestOf('best'), version: '1.4.0' };
const within = estimate(-0.01, -0.025, 0.005);
const beyond = estimate(-0.05, -0.065, -0.035);

type Difference = Evidence['measurements'][number]['difference'];

function measured(
  difference: Difference,
  anchorDifference?: Difference,
  metric: 'roc_auc' | 'expected_cost' = 'roc_auc',
): Evidence['measurements'] {
  const number = estimate(0.7, 0.66, 0.74);
  const quantity = { metric };
  return [
    {
      quantity,
      challenger: number,
      champion: number,
      ...(difference && { difference }),
      ...(anchorDifference && { anchorDifference }),
    },
  ];
}

const anchored = (...of: Parameters<typeof measured>): Evidence => ({ ...evidence(measured(...of)), anchor });

describe('not worse than production', () => {
  test('is not enough where the anchor is lost beyond the margin', () => {
    const verdict = judged(anchored(within, beyond), gates, lending());
    expect(verdict.outcome).toBe('fail');
    expect(rulesOf(verdict).map(({ title, outcome }) => [title, outcome])).toEqual([
      ['ROC AUC', 'pass'],
      ['ROC AUC, against the anchor 1.4.0', 'fail'],
    ]);
  });

  test('is enough where the anchor is kept within the margin', () => {
    expect(judged(anchored(within, within), gates, lending()).outcome).toBe('pass');
  });

  test('waits where the anchor was not measured, and is undecided where it is undefined', () => {
    expect(judged(anchored(within), gates, lending()).outcome).toBe('waiting');
    const unknown = { undefined: 'the anchor: no rows', n: 0 };
    expect(judged(anchored(within, unknown), gates, lending()).outcome).toBe('inconclusive');
  });

  test('asks nothing of an anchor that is production itself, or that the rule does without', () => {
    expect(judged(evidence(measured(within)), gates, lending()).outcome).toBe('pass');
    const without = creditGates([{ ...notWorse, anchor: 'none' }]);
    expect(judged(anchored(within, beyond), without, lending()).outcome).toBe('pass');
  });
});

describe('a floor', () => {
  const floored = (floor: number) => creditGates([{ ...notWorse, anchor: { floor } }]);

  test.each([
    [0.65, 'pass'],
    [0.66, 'inconclusive'],
    [0.75, 'fail'],
  ] as const)('of %d under an interval from 0.66 to 0.74: %s', (floor, outcome) => {
    expect(judged(evidence(measured(within)), floored(floor), lending()).outcome).toBe(outcome);
  });

  test('is a ceiling where lower is better', () => {
    const cost = creditGates([{ ...notWorse, metric: 'expected_cost', anchor: { floor: 0.65 } }]);
    const found = evidence(measured(within, undefined, 'expected_cost'));
    expect(rulesOf(judged(found, cost, lending())).map(({ title, outcome }) => [title, outcome])).toEqual([
      ['expected cost', 'pass'],
      ['expected cost, ceiling', 'fail'],
    ]);
  });

  test('is called by its own key of gates.yaml where another would pass, whichever way is better', () => {
    const ways = (found: Evidence, gates: ReturnType<typeof creditGates>) =>
      rulesOf(judged(found, gates, lending())).map((rule) => changeText(rule));
    expect(ways(evidence(measured(within)), floored(0.75))[1]).toMatch(
      /, or with a floor below 0\.660 in gates\.yaml$/,
    );
    const cost = creditGates([{ ...notWorse, metric: 'expected_cost', anchor: { floor: 0.65 } }]);
    const found = evidence(measured(within, undefined, 'expected_cost'));
    expect(ways(found, cost)[1]).toMatch(/, or with a floor above 0\.740 in gates\.yaml$/);
  });

  test('is about the number itself where the margin is a share', () => {
    const number = estimate(0.7, 0.66, 0.74);
    const quantity = { metric: 'roc_auc' as const, relative: true as const };
    const found = evidence([{ quantity, challenger: number, champion: number, difference: within }]);
    const shares = creditGates([{ ...notWorse, margin: '3%', anchor: { floor: 0.75 } }]);
    const [, floor] = rulesOf(judged(found, shares, lending()));
    expect(floor?.outcome).toBe('fail');
    expect(floor && changeText(floor)).toBe(
      'with more than 0.790 on as many rows, or with a floor below 0.660 in gates.yaml',
    );
  });

  test('holds a first version, too', () => {
    const first = judged(firstEvidence(), floored(0.99), lending(), { firstVersion: true });
    expect(rulesOf(first).find(({ title }) => title === 'ROC AUC, floor')?.outcome).toBe('fail');
  });
});

describe('the anchor of what comes after', () => {
  const gain = estimate(0.02, 0.001, 0.04);

  test.each([
    ['a first version', { ...firstEvidence() }, 'own'],
    ['a version better than production for certain', evidence(measured(gain)), 'own'],
    ['one that is not', evidence(measured(within)), 'kept'],
    ['one better than production, and not than the anchor', anchored(gain, within), 'kept'],
    ['one better than the anchor', anchored(within, gain), 'own'],
    ['one of which only the verdict left', { ...evidence([]), verdict: 'pass' as const }, 'kept'],
  ] as const)('%s', (_, found, expected) => {
    expect(anchorAfter(found, gates, lending())).toBe(expected);
  });

  test('moves only with a gain in everything that is held against it', () => {
    const two = creditGates([notWorse, { ...notWorse, metric: 'expected_cost' }]);
    const cost = (difference: Difference) => measured(difference, undefined, 'expected_cost');
    const loss = estimate(0.01, -0.01, 0.03);
    const saving = estimate(-0.02, -0.03, -0.01);
    expect(anchorAfter(evidence([...measured(gain), ...cost(loss)]), two, lending())).toBe('kept');
    expect(anchorAfter(evidence([...measured(gain), ...cost(saving)]), two, lending())).toBe('own');
  });

  test('is nobody where no rule asks', () => {
    for (const rules of [[{ ...notWorse, anchor: 'none' }], [{ ...notWorse, anchor: { floor: 0.6 } }]]) {
      expect(asksForAnchor(creditGates(rules), lending())).toBe(false);
      expect(anchorAfter(evidence(measured(gain)), creditGates(rules), lending())).toBeUndefined();
    }
  });
});
