import { expect, test } from 'vitest';
import { policyDigest } from '../../../../src/core/gate/policy.ts';
import { ruleTrees } from '../../../../src/core/gate/rule-tree.ts';
import { rulesOf } from '../../../../src/core/report/outcome-text.ts';
import { verdictText } from '../../../../src/core/report/verdict-text.ts';
import { creditGates, estimate, evidence, judged, lending } from '../sample-evidence.ts';

const expanded = (preset: Record<string, unknown>) => ruleTrees(creditGates([preset]))[0];

test('nyc-ll144: impact ratios of every category but those below 2 % of the rows', () => {
  expect(expanded({ preset: 'nyc-ll144', metric: 'negative_rate', contrasts: ['age'] })).toMatchObject({
    kind: 'all',
    title: 'preset nyc-ll144',
    children: [{ rule: { rule: 'fourFifths', metric: 'negative_rate', contrast: 'age', minimumShare: 0.02 } }],
  });
});

test('model-risk: a benchmark on enough rows, and no group decided against more than before', () => {
  expect(expanded({ preset: 'model-risk', margin: '2%', severity: 'warn' })).toMatchObject({
    children: [
      { rule: { rule: 'notWorse', metric: 'roc_auc', margin: '2%', minimumRows: 500, severity: 'warn' } },
      { rule: { rule: 'gapNotWider', metric: 'selection_rate', contrast: 'age', margin: 0.05, severity: 'warn' } },
    ],
  });
});

test('the verdict shows what a preset stands for', () => {
  const gates = creditGates([{ preset: 'mlflow-thresholds', metric: 'roc_auc', threshold: 0.7, why: 'So.' }]);
  const made = evidence([{ quantity: { metric: 'roc_auc' }, challenger: estimate(0.66, 0.5, 0.8) }]);
  const verdict = judged(made, gates, lending());
  expect(rulesOf(verdict)).toHaveLength(1);
  expect(verdictText(verdict)).toEqual([
    "❌ credit-risk: don't promote. ROC AUC: 0.66 (0.50 … 0.80), below 0.7; the number alone decides.",
    '  ❌ preset mlflow-thresholds',
    '    ❌ too low  ROC AUC: 0.66 (0.50 … 0.80), below 0.7; the number alone decides.',
    '       why: So.',
  ]);
});

test('the policy digest is that of the rules, so a preset that asks for more is another policy', () => {
  const digest = (item: unknown) => policyDigest(creditGates([item]), lending());
  const one = { preset: 'model-risk', margin: 0.02 };
  expect(digest(one)).toBe(digest({ ...one, minimumRows: 500 }));
  expect(digest(one)).not.toBe(digest({ ...one, minimumRows: 600 }));
});
