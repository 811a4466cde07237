import { expect, test } from 'vitest';
import type { GroupDefinition } from '../../../src/core/definitions/schema/gates.ts';
import { groupSizes } from '../../../src/core/evaluation/group-sizes.ts';
import { namePooled, poolCrossings, pooledPart } from '../../../src/core/evaluation/pool-crossings.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { crossGroups } from '../../../src/core/features/crossed-groups.ts';
import { ruleQuantities } from '../../../src/core/gate/rule-quantities.ts';
import { creditGates, estimate, evidence, judged, lending } from '../gate/sample-evidence.ts';

const definitions: readonly GroupDefinition[] = [
  { name: 'age', by: 'loans:age', bins: [25] },
  { name: 'sex', by: 'loans:sex' },
  { name: 'age-and-sex', crossing: ['age', 'sex'], reference: ['over 25', 'male'] },
];

/** How many rows of each combination of age and sex; '' is missing. */
function crossed(counts: Readonly<Record<string, number>>, minimumGroup = 30, reference = 'over 25 × male') {
  const rows = Object.entries(counts).flatMap(([parts, n]) => Array.from({ length: n }, () => parts.split('|')));
  const column = (k: number) => categoryColumn(rows.map((parts) => parts[k] || null));
  const [age, sex] = [column(0), column(1)];
  const columns = new Map([
    ['age', age],
    ['sex', sex],
    ['age-and-sex', crossGroups([age, sex])],
  ]);
  const pooled = poolCrossings(definitions, columns, new Map([['age-and-sex', reference]]), minimumGroup);
  const groups = namePooled(groupSizes(definitions, pooled.columns), pooled.pooled, minimumGroup);
  return { groups, parts: groups['age-and-sex'] ?? [], column: pooled.columns.get('age-and-sex') };
}

test('a crossing has a part for every combination that occurs, and none for a row that lacks one of the groups', () => {
  const { parts, column } = crossed({ '25 or under|male': 40, 'over 25|male': 50, 'over 25|female': 60, '|male': 70 });
  expect(parts).toEqual([
    { value: '25 or under × male', n: 40, reference: false },
    { value: 'over 25 × female', n: 60, reference: false },
    { value: 'over 25 × male', n: 50, reference: true },
  ]);
  expect(column?.codes.filter((code) => code === -1).length).toBe(70);
});

test('combinations with too few rows are one part, which names them', () => {
  const { parts } = crossed({
    '25 or under|male': 20,
    '25 or under|female': 11,
    'over 25|male': 50,
    'over 25|female': 60,
  });
  expect(parts).toContainEqual({
    value: pooledPart,
    n: 31,
    reference: false,
    pooled: ['25 or under × female', '25 or under × male'],
  });
});

test('too few even together: named as pruned, and no rule asks about it', () => {
  const { groups, parts } = crossed({ '25 or under|male': 12, 'over 25|male': 50, 'over 25|female': 60 });
  expect(parts).toContainEqual({
    value: pooledPart,
    n: 12,
    reference: false,
    pooled: ['25 or under × male'],
    pruned: true,
  });
  const rule = { metric: 'recall', contrast: 'age-and-sex', why: '', severity: 'deny' } as const;
  const asked = [
    ...ruleQuantities({ ...rule, rule: 'gapNotWider', margin: 0.1 }, groups),
    ...ruleQuantities({ ...rule, rule: 'fourFifths', metric: 'selection_rate' }, groups),
  ];
  expect(asked.map(({ group }) => `${group?.value} / ${group?.reference}`)).toEqual([
    'over 25 × female / over 25 × male',
    'over 25 × female / over 25 × male',
  ]);
});

test('the verdict names what was pruned, and passes by what was asked', () => {
  const rule = { metric: 'recall', contrast: 'age', rule: 'atMost', threshold: 0.5, why: 'Because.' };
  const groups = {
    age: [
      { value: 'old', n: 100, reference: true },
      { value: 'young', n: 50, reference: false },
      { value: pooledPart, n: 0, fewerThan: 30, reference: false, pooled: ['older × rare'], pruned: true as const },
    ],
  };
  const quantity = { metric: 'recall', group: { name: 'age', value: 'young', reference: 'old' } } as const;
  const found = evidence([{ quantity, challenger: estimate(0.1, 0, 0.2, 50) }], { groups });
  const [first] = judged(found, creditGates([rule]), lending()).children;
  expect(first).toMatchObject({ outcome: 'pass', title: expect.stringContaining('left out, too few: older × rare') });
});

test('the reference is never pooled: too small, it leaves every contrast undecided rather than asked of another', () => {
  const { parts } = crossed({ '25 or under|male': 40, 'over 25|male': 5, 'over 25|female': 60 });
  expect(parts.find(({ reference }) => reference)).toEqual({ value: 'over 25 × male', n: 5, reference: true });
  expect(parts.some(({ pooled }) => pooled !== undefined)).toBe(false);
});

test('groups by a column are left as they are', () => {
  const { groups } = crossed({ '25 or under|male': 3, 'over 25|female': 60 });
  expect(groups['age']).toEqual([
    { value: '25 or under', n: 3, reference: false },
    { value: 'over 25', n: 60, reference: true },
  ]);
});

test('within another group a contrast is asked once for each of its parts, pruned ones left out', () => {
  const { groups } = crossed({ '25 or under|male': 12, 'over 25|male': 50, 'over 25|female': 60 });
  const asked = ruleQuantities(
    { rule: 'atMost', metric: 'recall', contrast: 'sex', within: 'age', threshold: 0.1, why: '', severity: 'deny' },
    groups,
  );
  expect(asked.map(({ group }) => group)).toEqual([
    { name: 'sex', value: 'female', reference: 'male', within: { name: 'age', value: '25 or under' } },
    { name: 'sex', value: 'female', reference: 'male', within: { name: 'age', value: 'over 25' } },
  ]);
});
