import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Question } from '../../../src/core/comparison/decide.ts';

const effect = (low: number, value: number, high: number) => ({ value, low, high, n: 100, method: 'test' });
const notWorse = (betterIs: 'higher' | 'lower' | 'neither'): Question => ({ rule: 'notWorse', margin: 0.03, betterIs });

describe('decide', () => {
  test.each([
    ['above 0', effect(0.01, 0.02, 0.03), { outcome: 'pass', finding: 'superior' }],
    ['across 0, above the margin', effect(-0.02, 0.01, 0.03), { outcome: 'pass', finding: 'nonInferior' }],
    ['below 0, above the margin', effect(-0.02, -0.01, -0.001), { outcome: 'pass', finding: 'worseWithinMargin' }],
    ['below the margin', effect(-0.06, -0.05, -0.04), { outcome: 'fail' }],
    ['ending exactly on the margin', effect(-0.03, 0, 0.03), { outcome: 'inconclusive', moreRows: expect.any(Number) }],
  ])('not worse, higher is better: an interval %s', (_, interval, decision) => {
    expect(decide(interval, notWorse('higher'), 0.05)).toEqual(decision);
  });

  test('flips for metrics of which less is better', () => {
    const interval = fc.tuple(
      fc.double({ min: -0.1, max: 0.1, noNaN: true }),
      fc.double({ min: 0.001, max: 0.1, noNaN: true }),
    );
    fc.assert(
      fc.property(interval, ([value, half]) => {
        const up = decide(effect(value - half, value, value + half), notWorse('higher'), 0.05);
        const down = decide(effect(-value - half, -value, -value + half), notWorse('lower'), 0.05);
        expect(down).toEqual(up);
      }),
    );
  });

  test('asks a metric without a better side to stay within the margin both ways', () => {
    expect(decide(effect(-0.02, 0, 0.02), notWorse('neither'), 0.05)).toEqual({
      outcome: 'pass',
      finding: 'nonInferior',
    });
    expect(decide(effect(0.04, 0.05, 0.06), notWorse('neither'), 0.05)).toEqual({ outcome: 'fail' });
    expect(decide(effect(-0.06, -0.05, -0.04), notWorse('neither'), 0.05)).toEqual({ outcome: 'fail' });
    expect(decide(effect(1, 2, 3), { rule: 'superior', betterIs: 'neither' }, 0.05)).toEqual({
      outcome: 'inconclusive',
    });
  });

  test('needs a whole interval above 0 for superior', () => {
    const superior: Question = { rule: 'superior', betterIs: 'higher' };
    expect(decide(effect(0.001, 0.01, 0.02), superior, 0.05)).toEqual({ outcome: 'pass', finding: 'superior' });
    expect(decide(effect(-0.02, -0.01, -0.001), superior, 0.05)).toEqual({ outcome: 'fail' });
    expect(decide(effect(-0.01, 0.01, 0.03), superior, 0.05)).toMatchObject({ outcome: 'inconclusive' });
  });

  test.each([
    ['atLeast', 'pass', 'fail'],
    ['atMost', 'fail', 'pass'],
  ] as const)('%s holds the whole interval against the threshold', (rule, above, below) => {
    const question = { rule, threshold: 0.7 };
    expect(decide(effect(0.71, 0.8, 0.9), question, 0.05).outcome).toBe(above);
    expect(decide(effect(0.5, 0.6, 0.69), question, 0.05).outcome).toBe(below);
    expect(decide(effect(0.6, 0.71, 0.8), question, 0.05).outcome).toBe('inconclusive');
  });

  test('never decides on an undefined number', () => {
    expect(decide({ undefined: 'only one class', n: 40 }, notWorse('higher'), 0.05)).toEqual({
      outcome: 'inconclusive',
    });
  });

  test('says how many more rows: 5 % disagreement, no difference, one point of margin', () => {
    const se = Math.sqrt(0.05 / 1000);
    const interval = { value: 0, low: -1.645 * se, high: 1.645 * se, n: 1000, method: 'test', se };
    const found = decide(interval, { rule: 'notWorse', margin: 0.01, betterIs: 'higher' }, 0.05);
    expect(found).toEqual({ outcome: 'inconclusive', moreRows: 3092 - 1000 }); // (1.645 + 0.842)² 0.05 / 0.01²
  });

  test('asks for no rows when the effect lies on the line: no number of rows decides', () => {
    const superior: Question = { rule: 'superior', betterIs: 'higher' };
    expect(decide(effect(-0.01, 0, 0.01), superior, 0.05)).toEqual({ outcome: 'inconclusive' });
    expect(decide(effect(0, 0, 0), superior, 0.05)).toEqual({ outcome: 'inconclusive' });
  });
});
