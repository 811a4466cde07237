import { expect, test } from 'vitest';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { fairnessTable } from '../../../src/core/report/fairness-table.ts';
import { groupTable, metricTable } from '../../../src/core/report/measurement-tables.ts';
import { ruleTable } from '../../../src/core/report/rule-table.ts';
import { markdownOf, type TextTable } from '../../../src/core/report/text-table.ts';
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
    challenger: estimate(0.95, 0.81, 1.1, 57, 'Koopman'),
    champion: estimate(0.97, 0.83, 1.12, 57, 'Koopman'),
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

const linesOf = (table: TextTable) => markdownOf(table)?.replaceAll('\u00A0', ' ').split('\n').slice(2);

test('each kind of rule has its row: shares as shares, ratios with their interval, sizes as sizes', () => {
  const verdict = judged(made, creditGates(rules), lending());
  expect(linesOf(ruleTable(verdict, made, 'production'))).toEqual([
    '| ROC AUC | 0.66 | 0.67 | +2 % (−1 … +4) | 300 | not worse by 2 % | ✅ not worse |',
    '| recall | – | 0.70 (0.65 … 0.75) | – | 300 | at least 0.6 (99.5 % interval), or another of 2 | ✅ high enough |',
    '| F1 | – | – | undefined: not measured | 0 | better (99.5 % interval), or another of 2 | ⏳ not measured |',
    "| accuracy | – | 0.70 (0.65 … 0.75) | – | 300 | must not be: at most 0.5 | ✅ doesn't hold |",
    '| size of the package | 4.0 kB | 4.9 kB | – | – | at most 5MB | ✅ small enough |',
  ]);
  expect(linesOf(fairnessTable(verdict, made, 'production'))).toEqual([
    '| Negative rate, 25 or under as a share of over 25 | █████████▊ 0.97 | █████████▌ 0.95 (0.81 … 1.10) | – | 57 | ratio 0.8 to 1.25 | ✅ alike |',
  ]);
});

test('ratios and numbers at the level of one rule stay out of the table of all metrics', () => {
  expect(metricTable(made, 'production').rows).toHaveLength(1);
});

const gapRule = { metric: 'mean_score', contrast: 'age', rule: 'gapNotWider', margin: 0.03, why };
const group = { name: 'age', value: '25 or under', reference: 'over 25' };

test.each([
  ['small gaps look small: a full bar is what the rule allows', 0.003, 0.006, ['█ +0.003', '██ +0.006']],
  ['beyond what is allowed the largest gap is the full bar', 0.03, 0.06, ['█████ +0.030', '██████████ +0.060']],
  ['whichever side is ahead', -0.03, 0.015, ['██████████ −0.030', '█████ +0.015']],
])('%s', (_, before, now, bars) => {
  const gaps = [before, now].map((value) => estimate(value, value - 0.01, value + 0.01, 40));
  const [gapBefore = estimate(0, 0, 0), gapNow = estimate(0, 0, 0)] = gaps;
  const widening = estimate(0.002, -0.004, 0.008, 40);
  const quantity = { metric: 'mean_score', group } as const;
  const given = evidence([{ quantity, challenger: gapNow, champion: gapBefore, difference: widening, widening }]);
  const [row = []] = fairnessTable(judged(given, creditGates([gapRule]), lending()), given, 'production').rows;
  expect(row.slice(1, 3)).toEqual(bars);
  expect(row[4]).toBe('40 of 57');
});

test('the groups of all metrics are told once each, whatever rules ask of them beyond', () => {
  const group = { name: 'age', value: 'over 25' };
  const young: Evidence['measurements'] = [
    { quantity: { metric: 'mean_score', group }, challenger: estimate(0.3, 0.2, 0.4) },
    { quantity: { metric: 'mean_score', group, level: { alpha: 0.01 } }, challenger: estimate(0.3, 0.1, 0.5) },
    { quantity: { metric: 'mean_score', group, relative: true }, challenger: estimate(0.3, 0.2, 0.4) },
    { quantity: { metric: 'mean_score', group, among: 'Good' }, challenger: estimate(0.25, 0.2, 0.3) },
  ];
  expect(linesOf(groupTable(evidence(young), 'production'))).toEqual([
    '| mean score | age over 25 | 300 | – | ██████████ 0.30 (0.20 … 0.40) | reference |',
  ]);
});
