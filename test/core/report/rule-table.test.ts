import { expect, test } from 'vitest';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { metricTable } from '../../../src/core/report/measurement-tables.ts';
import { ruleTable } from '../../../src/core/report/rule-table.ts';
import { creditGates, estimate, evidence, judged, lending } from '../gate/sample-evidence.ts';

const why = 'Because.';
const rules = [
  { metric: 'roc_auc', rule: 'notWorse', margin: '2%', why },
  { metric: 'negative_rate', rule: 'fourFifths', contrast: 'age', why },
  {
    any: [
      { metric: 'recall', rule: 'atLeast', threshold: 0.6, why },
      { metric: 'f1', rule: 'superior', why },
    ],
    why,
  },
  { none: [{ metric: 'accuracy', rule: 'atMost', threshold: 0.5, why }], why },
  { rule: 'sizeAtMost', size: '5MB', why },
];
const measurements: Evidence['measurements'] = [
  {
    quantity: { metric: 'roc_auc', relative: true },
    challenger: estimate(0.67, 0.61, 0.73),
    champion: estimate(0.66, 0.6, 0.72),
    difference: estimate(0.015, -0.012, 0.04),
  },
  {
    quantity: {
      metric: 'negative_rate',
      relative: true,
      group: { name: 'age', value: '25 or under', reference: 'over 25' },
    },
    challenger: estimate(0.95, 0.81, 1.1, 57, 'Katz'),
    champion: estimate(0.97, 0.83, 1.12, 57, 'Katz'),
    fisher: 0.6,
  },
  { quantity: { metric: 'recall', level: { oneOf: 2 } }, challenger: estimate(0.7, 0.65, 0.75) },
  { quantity: { metric: 'accuracy' }, challenger: estimate(0.7, 0.65, 0.75) },
];
const { challenger, champion } = evidence();
const made = evidence(measurements, {
  challenger: { ...challenger, bytes: 5000 },
  champion: { package: '', definition: '', ...champion, bytes: 4096 },
});

test('each kind of rule has its row: shares as shares, ratios with their interval, sizes as sizes', () => {
  const table = ruleTable(judged(made, creditGates(rules), lending()), made, 'production');
  expect(table.split('\n').slice(2)).toEqual([
    '| ROC AUC | 0.66 | 0.67 | +2 % (−1 … +4) | 300 | not worse by 2 % | ✅ not worse |',
    '| negative rate, 25 or under as a share of over 25 | 0.97 | 0.95 (0.81 … 1.10) | – | 57 | ratio 0.8 to 1.25 | ✅ alike |',
    '| recall | – | 0.70 (0.65 … 0.75) | – | 300 | at least 0.6, or another of 2 | ✅ high enough |',
    '| F1 | – | – | undefined: not measured | 0 | better, or another of 2 | ⏳ not measured |',
    "| accuracy | – | 0.70 (0.65 … 0.75) | – | 300 | must not be: at most 0.5 | ✅ doesn't hold |",
    '| size of the package | 4.0 kB | 4.9 kB | – | – | at most 5MB | ✅ small enough |',
  ]);
});

test('ratios and numbers at the level of one rule stay out of the table of all metrics', () => {
  expect(metricTable(made, 'production')?.split('\n')).toHaveLength(3);
});
