import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statistics } from '../../../src/core/definitions/schema/statistics.ts';
import { levelInMode } from '../../../src/core/gate/spending.ts';
import {
  clausesPass,
  conditionPasses,
  conditionVerdict,
  judgeClauses,
} from '../../../src/core/holdout-modes/condition.ts';
import { bennettSize, conditionSize } from '../../../src/core/holdout-modes/easeml-sizes.ts';
import { ladderWithStep } from '../../../src/core/holdout-modes/ladder.ts';
import { parseCondition } from '../../../src/core/holdout-modes/parse-condition.ts';

// facts §3.2, H = 32: [δ, ε, one variable none, full, n - o none, full]
test.each([
  [0.01, 0.1, 404, 1340, 1753, 5496],
  [1e-4, 0.01, 63_381, 156_956, 267_385, 641_684],
])('sample sizes of ease.ml/ci at δ = %s, ε = %s', (delta, tolerance, ...expected) => {
  const sizes = [[1], [1, -1]].flatMap((coefficients) =>
    (['none', 'full'] as const).map((adaptivity) =>
      conditionSize([{ coefficients, tolerance }], { delta, steps: 32, adaptivity }),
    ),
  );
  expect(sizes).toEqual(expected);
});

test("the paper's own example by Bennett, nine times fewer rows than without the disagreement", () => {
  const plan = { delta: 1e-4, steps: 32 };
  const sizes = (['none', 'full'] as const).map((adaptivity) => bennettSize(0.1, 0.01, { ...plan, adaptivity }));
  expect(sizes).toEqual([29_048, 67_706]);
});

test.each([
  [
    'n - o > 0.02 +/- 0.01',
    [{ variables: ['n', 'o'], coefficients: [1, -1], cmp: '>', threshold: 0.02, tolerance: 0.01 }],
  ],
  ['n - 1.1 * o > 0.01 +/- 0.01', [{ coefficients: [1, -1.1] }]],
  ['d < .1 ± 0.05 /\\ n>0.8 +/- .05', [{ variables: ['d'], cmp: '<', threshold: 0.1 }, { variables: ['n'] }]],
  ['-o + n > -0.02 +/- 0.01', [{ coefficients: [-1, 1], threshold: -0.02 }]],
])('reads the condition %s', (text, expected) => {
  expect(parseCondition(text)).toMatchObject(expected);
});

test.each([
  '',
  'n',
  'n > 0.8',
  'n - n > 0 +/- 0.1',
  'n > 0.8 +/- 0',
  'x > 0.8 +/- 0.1',
  'n > 0.8 +/- 0.1 /\\',
  'n >> 1 +/- 1',
])('refuses %j, and says how one is written', (text) => {
  expect(() => parseCondition(text)).toThrowError(
    expect.objectContaining({ class: 'usage', faults: [expect.objectContaining({ rule: 'condition.form' })] }),
  );
});

test('a tie is unknown, which passes only where no false failure is wanted', () => {
  expect(conditionVerdict(0.03, '>', 0.02, 0.01)).toBe('unknown');
  expect((['fp-free', 'fn-free'] as const).map((mode) => conditionPasses('unknown', mode))).toEqual([false, true]);
});

test('a condition is judged clause by clause, and passes nowhere without its numbers', () => {
  const at = (value: number) => ({ value, low: 0, high: 1, n: 100, method: 'counted' });
  const numbers = { n: at(0.83), o: at(0.8), d: at(0.06) };
  const says = (text: string, known = {}) => judgeClauses(parseCondition(text), { ...numbers, ...known });
  const [gain] = says('n - o > 0.02 +/- 0.005');
  expect(gain).toMatchObject({ estimate: expect.closeTo(0.03, 12), verdict: 'true' });
  const both = says('n - 1.1 * o > 0 +/- 0.01 /\\ d < 0.05 +/- 0.02');
  expect(both).toMatchObject([{ verdict: 'false' }, { verdict: 'unknown' }]);
  const passes = (text: string, known = {}) =>
    (['fp-free', 'fn-free'] as const).map((mode) => clausesPass(says(text, known), mode));
  expect(passes('n - o > 0.02 +/- 0.005 /\\ d < 0.05 +/- 0.02')).toEqual([false, true]);
  expect(passes('n > 0.7 +/- 0.1')).toEqual([true, true]);
  expect(passes('n - o > 0.02 +/- 0.5', { o: { undefined: 'no champion', n: 0 } })).toEqual([false, false]);
});

test('the Ladder never tells a loss that is not lower than the last by more than its step', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (losses) => {
      const told = ladderWithStep(losses, 0.05);
      for (const [i, loss] of told.entries()) expect(loss).toBeLessThanOrEqual(told[i - 1] ?? Number.POSITIVE_INFINITY);
      expect(new Set(told).size).toBeLessThanOrEqual(22);
    }),
  );
});

const modes = ['spending', 'none', 'hybrid', 'full', 'ladder'] as const;
test.each(modes)('levels of mode %s, over all histories that there can be, sum to alpha at most', (mode) => {
  for (const holdoutBudget of [1, 5, 16]) {
    const policy = statistics.parse({ holdoutBudget, holdout: { mode } });
    let sum = 0;
    for (let use = 1; use <= holdoutBudget; use++) {
      const histories = mode === 'full' ? 2 ** (use - 1) : 1;
      sum += histories * levelInMode(use, policy);
    }
    expect(sum).toBeLessThanOrEqual(0.05 * (1 + 1e-12));
    expect(sum).toBeGreaterThanOrEqual(0.5 * 0.05);
  }
});

const schedules = ['basel', 'harmonic', 'pocock', 'obrienFleming'] as const;
test('whatever the schedule, no budget spends more than alpha, and no use nothing', () => {
  const policies = fc.record({
    schedule: fc.constantFrom(...schedules),
    budget: fc.integer({ min: 1, max: 400 }),
    alpha: fc.double({ min: 0.0001, max: 0.3, noNaN: true }),
  });
  fc.assert(
    fc.property(policies, ({ schedule, budget, alpha }) => {
      // O'Brien and Fleming's first levels are below what a number can hold: aval.yaml takes no such budget.
      const holdoutBudget = schedule === 'obrienFleming' ? Math.min(budget, 12) : budget;
      const policy = statistics.parse({ alpha, holdoutBudget, holdout: { schedule } });
      const levels = Array.from({ length: holdoutBudget }, (_, i) => levelInMode(i + 1, policy));
      const sum = levels.reduce((total, level) => total + level, 0);
      expect(sum).toBeLessThanOrEqual(alpha * (1 + 1e-9));
      if (schedule !== 'basel') expect(sum).toBeGreaterThan(alpha * (1 - 1e-9));
      for (const level of levels) expect(level).toBeGreaterThan(0);
      const half = Math.floor(holdoutBudget / 2);
      const [first, second] = [levels.slice(0, half), levels.slice(-half)].map((part) =>
        part.reduce((total, level) => total + level, 0),
      );
      if (half === 0 || first === undefined || second === undefined) return;
      if (schedule === 'obrienFleming') expect(second).toBeGreaterThan(first);
      else expect(first).toBeGreaterThan(second);
    }),
  );
});

test('only the uses that a mode leaves to a schedule have one', () => {
  const parsed = (mode: string) => statistics.safeParse({ holdout: { mode, schedule: 'pocock' } }).success;
  expect(modes.filter(parsed)).toEqual(['spending', 'ladder']);
});

test('only the ladder has a step', () => {
  const parsed = (mode: string) => statistics.safeParse({ holdout: { mode, step: 0.1 } }).success;
  expect(modes.filter(parsed)).toEqual(['ladder']);
});

test('mode full takes no more uses than its levels can bear', () => {
  const parsed = (holdoutBudget: number) => statistics.safeParse({ holdoutBudget, holdout: { mode: 'full' } });
  expect([parsed(16).success, parsed(17).success]).toEqual([true, false]);
});
