import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combine, combineParts, mayBlock } from '../../../src/core/gate/combine.ts';
import { type Outcome, outcomes, type RuleVerdict, type VerdictNode } from '../../../src/core/gate/verdict.ts';

function rule(outcome: Outcome, other: Partial<RuleVerdict> = {}): RuleVerdict {
  return {
    kind: 'rule',
    outcome,
    title: 'a rule',
    requirement: 'better',
    sentence: `It is ${outcome}.`,
    why: 'Because.',
    severity: 'deny',
    effect: { undefined: 'not measured', n: 0 },
    threshold: 0,
    ...other,
  };
}
const warning = (outcome: Outcome) => rule(outcome, { severity: 'warn' });
const idle = rule('waiting', { applies: false, sentence: 'No champion.' });
const none = 'No rule that may block was applied.';
const every = 'Every rule holds.';

test.each<[string, (RuleVerdict | VerdictNode)[], Outcome, string]>([
  ['nothing at all', [], 'inconclusive', none],
  ['one that passes', [rule('pass')], 'pass', 'It is pass.'],
  ['all that pass', [rule('pass'), rule('pass')], 'pass', every],
  [
    'a failure before all else',
    [rule('pass'), rule('waiting'), rule('inconclusive'), rule('fail')],
    'fail',
    'It is fail.',
  ],
  ['waiting before undecided', [rule('inconclusive'), rule('waiting'), rule('pass')], 'waiting', 'It is waiting.'],
  ['undecided before passing', [rule('pass'), rule('inconclusive')], 'inconclusive', 'It is inconclusive.'],
  ['an override is told', [rule('pass'), rule('overridden')], 'overridden', 'It is overridden.'],
  ['a warning that fails', [warning('fail'), rule('pass')], 'pass', 'It is pass.'],
  [
    'a warning that fails beside rules that all pass',
    [rule('pass'), warning('fail'), rule('pass')],
    'pass',
    'Every rule that may block holds.',
  ],
  [
    'a part that holds only warnings, beside rules that all pass',
    [rule('pass'), rule('pass'), combineParts('by age', [warning('inconclusive')])],
    'pass',
    'Every rule that may block holds.',
  ],
  [
    'a warning that passes, and one that does not apply',
    [rule('pass'), rule('pass'), warning('pass'), idle],
    'pass',
    every,
  ],
  ['warnings only', [warning('pass'), warning('pass')], 'inconclusive', none],
  ['a rule that does not apply', [idle, rule('pass')], 'pass', 'It is pass.'],
  ['only rules that do not apply', [idle, idle], 'inconclusive', none],
  ['a part that holds only warnings', [combineParts('by age', [warning('fail')]), rule('pass')], 'pass', 'It is pass.'],
  ['a part that fails', [combineParts('by age', [rule('pass'), rule('fail')]), rule('pass')], 'fail', 'It is fail.'],
  ['an empty node, which nothing is known of', [combine('empty', []), rule('pass')], 'inconclusive', none],
])('%s', (_, children, outcome, sentence) => {
  expect(combine('model', children)).toEqual({ kind: 'all', title: 'model', outcome, sentence, children });
});

test('parts of a warning are still all looked at; parts that do not apply wait with their own sentence', () => {
  expect(combineParts('by age', [warning('pass'), warning('fail')]).outcome).toBe('fail');
  expect(combineParts('by age', [warning('pass'), warning('pass')]).outcome).toBe('pass');
  expect(combineParts('by age', [idle, rule('pass')]).outcome).toBe('pass');
  expect(combineParts('by age', [idle, idle])).toMatchObject({ outcome: 'waiting', sentence: 'No champion.' });
});

const child = fc
  .tuple(fc.constantFrom(...outcomes), fc.constantFrom('deny' as const, 'warn' as const), fc.boolean())
  .map(([outcome, severity, applies]) => rule(outcome, { severity, ...(applies ? {} : { applies: false as const }) }));

test('is green only when a rule that may block passed and no such rule did anything else', () => {
  fc.assert(
    fc.property(fc.array(child), (children) => {
      const counted = children.filter(({ severity, applies }) => severity === 'deny' && applies !== false);
      const green = counted.length > 0 && counted.every(({ outcome }) => outcome === 'pass');
      expect(combine('model', children).outcome === 'pass').toBe(green);
    }),
  );
});

test('the order of rules does not change the outcome, and grouping them does not either', () => {
  fc.assert(
    fc.property(fc.array(child), fc.array(child, { minLength: 1 }), (some, others) => {
      const { outcome } = combine('model', [...some, ...others]);
      expect(combine('model', [...others, ...some]).outcome).toBe(outcome);
      if (others.some(mayBlock)) expect(combine('model', [...some, combine('part', others)]).outcome).toBe(outcome);
    }),
  );
});
