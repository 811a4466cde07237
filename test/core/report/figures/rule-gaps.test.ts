import { expect, test } from 'vitest';
import type { Evidence } from '../../../../src/core/gate/evidence.ts';
import { ruleGapFigures } from '../../../../src/core/report/figures/rule-gaps.ts';
import { creditGates, estimate, evidence, judged, lending } from '../../gate/sample-evidence.ts';
import { sampleRows } from './sample-rows.ts';

const why = 'Because.';
const [young, old] = ['25 or under', 'over 25'];
const parts = (values: readonly string[]) => values.map((value, i) => ({ value, n: 200, reference: i === 0 }));

interface Drawn {
  readonly data: { readonly values: readonly { part: string; value: number }[] };
  readonly layer: readonly { data?: { values: readonly { at: number }[] } }[];
}

/** Title, labels and limits of each plot. */
function plots(measurements: Evidence['measurements'], rules: readonly object[], groups: Evidence['groups']) {
  const made = evidence(measurements, { groups });
  const gates = creditGates(rules.map((rule) => ({ why, ...rule })));
  const verdict = judged(made, gates, lending());
  return ruleGapFigures({ ...sampleRows('binary'), verdict }).map(({ title, specification, caption }) => {
    const { data, layer } = specification as unknown as Drawn;
    const limits = layer.flatMap((one) => one.data?.values.map(({ at }) => at) ?? []);
    return { title, caption, labels: data.values.map(({ part }) => part), limits };
  });
}

const gapOf = (value: number, group: object) => {
  const change = estimate(value, value - 0.01, value + 0.01, 57);
  const quantity = { metric: 'mean_score', group: { name: 'age', value: young, reference: old, ...group } } as const;
  return { quantity, challenger: change, champion: change, difference: change, widening: change };
};

test('ratios to different groups are different plots, each with its title and the rows it counts', () => {
  const ratio = (value: string, reference: string, n: number) => ({
    quantity: { metric: 'selection_rate', relative: true, group: { name: 'race', value, reference } } as const,
    challenger: estimate(0.9, 0.85, 0.95, n),
  });
  const found = plots(
    [ratio('b', 'c', 68), ratio('b', 'a', 68), ratio('c', 'a', 90)],
    [{ metric: 'selection_rate', rule: 'fourFifths', contrast: 'race' }],
    { race: parts(['a', 'b', 'c']) },
  );
  expect(found.map(({ title, labels }) => [title, labels])).toEqual([
    ['Selection rate, as a share of c', ['b (68)']],
    ['Selection rate, as a share of a', ['b (68)', 'c (90)']],
  ]);
  expect(found[0]?.caption).toContain('rows of the smaller of the two groups');
});

test('a higher and a lower number that harm are two plots, each with its own limit', () => {
  const rule = { metric: 'mean_score', contrast: 'age', rule: 'gapNotWider', margin: 0.03 };
  const rules = [
    { ...rule, worseIs: 'higher' },
    { ...rule, worseIs: 'lower' },
  ];
  const found = plots([gapOf(0.01, {})], rules, { age: parts([old, young]) });
  expect(found.map(({ limits }) => limits)).toEqual([[0.03], [-0.03]]);
  expect(found.map(({ caption }) => caption.includes('gap not higher by 0.03'))).toEqual([true, false]);
});

test('every stratum has a line of its own', () => {
  const within = (value: string) => ({ within: { name: 'sex', value } });
  const found = plots(
    [gapOf(0.01, within('f')), gapOf(0.02, within('m'))],
    [{ metric: 'mean_score', contrast: 'age', within: 'sex', rule: 'gapNotWider', margin: 0.03 }],
    { age: parts([old, young]), sex: parts(['f', 'm']) },
  );
  expect(found.map(({ title, labels }) => [title, labels])).toEqual([
    ['Mean score, against over 25, within sex', ['25 or under, f (57)', '25 or under, m (57)']],
  ]);
});

test('classes are different plots, and a number that decides alone is not told by its bounds', () => {
  const ofClass = (name: string) => {
    const gap = gapOf(0.01, {});
    return { ...gap, quantity: { ...gap.quantity, metric: 'recall' as const, class: name } };
  };
  const rule = { metric: 'recall', contrast: 'age', rule: 'gapNotWider', margin: 0.03, decides: 'value' };
  const rules = ['late', 'early'].map((name) => ({ ...rule, class: name }));
  const found = plots(['late', 'early'].map(ofClass), rules, { age: parts([old, young]) });
  expect(found.map(({ title }) => title)).toEqual([
    'Recall of late, against over 25',
    'Recall of early, against over 25',
  ]);
  expect(found[0]?.caption).toContain('whatever its bounds');
});
