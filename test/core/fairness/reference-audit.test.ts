import { expect, test } from 'vitest';
import { fourFifthsRule } from '../../../src/core/fairness/four-fifths.ts';
import { largestGroup, referenceAudit, withinTau } from '../../../src/core/fairness/reference-audit.ts';

const values = new Map([
  ['a', 0.5],
  ['b', Number.NaN],
  ['c', 0],
]);

test('the reference is the group named, or the one with the lowest value there is', () => {
  expect(referenceAudit(values, { group: 'a' }, 10)).toEqual({
    reference: 'a',
    disparity: new Map([
      ['a', 1],
      ['b', Number.NaN],
      ['c', 0],
    ]),
  });
  expect(referenceAudit(values, 'smallest', 10)).toEqual({
    reference: 'c',
    disparity: new Map([
      ['a', 10],
      ['b', Number.NaN],
      ['c', Number.NaN],
    ]),
  });
});

test('no group with a value is nothing to refer to', () => {
  expect(() => referenceAudit(new Map([['a', Number.NaN]]), 'smallest', 10)).toThrow();
});

test('the largest group is the first of equals', () => {
  expect(largestGroup(new Map(Object.entries({ a: { n: 1 }, b: { n: 3 }, c: { n: 3 } })))).toBe('b');
});

test('parity includes both ends, and is unanswered for an undefined ratio', () => {
  expect([0.8, 1.25, 0.79, 1.26, Number.NaN].map((ratio) => withinTau(ratio, 0.8))).toEqual([
    true,
    true,
    false,
    false,
    undefined,
  ]);
});

test('four fifths exactly keep the rule', () => {
  const found = fourFifthsRule([
    { successes: 40, n: 100 },
    { successes: 50, n: 100 },
    { successes: 45, n: 100 },
  ]);
  expect(found).toMatchObject({ impactRatio: 0.8, violated: false });
  expect(found.z.z).toBeLessThan(0);
});
