import { expect, test } from 'vitest';
import type { DefinedEstimate } from '../../../src/core/evaluation/estimate.ts';
import type { RuleVerdict } from '../../../src/core/gate/verdict.ts';
import type { Limit } from '../../../src/core/gate/what-would-change.ts';
import {
  isAboutPackage,
  operationText,
  packageCells,
  packageLimitWay,
  packageSawText,
} from '../../../src/core/report/package-rule-text.ts';
import { estimate } from '../gate/sample-evidence.ts';

const verdict = (
  rule: RuleVerdict['rule'],
  effect: DefinedEstimate,
  other: Partial<RuleVerdict> = {},
): RuleVerdict => ({
  kind: 'rule',
  outcome: 'fail',
  title: 'a rule',
  ...(rule && { rule }),
  requirement: 'asked',
  sentence: 'So.',
  why: 'So.',
  severity: 'deny',
  effect,
  challenger: effect,
  threshold: 0.25,
  ...other,
});
const timed = (value: number, low: number, high: number) => estimate(value, low, high, 1000);
const bytes = (value: number) => estimate(value, value, value, 0);

test.each<[RuleVerdict, readonly string[], string]>([
  [
    verdict('sizeAtMost', bytes(5 * 2 ** 20), { champion: bytes(2 ** 20) }),
    ['1.0 MB', '5.0 MB', '–', '–'],
    'production 1.0 MB · this change 5.0 MB',
  ],
  [
    verdict('latencyAtMost', timed(12.345, 11.9, 13), { threshold: 20 }),
    ['–', '12.3 ms (11.9 … 13)', '–', '1,000'],
    'this change 12.3 ms (11.9 … 13) · 1,000 timings',
  ],
  [
    verdict('latencyNotWorse', timed(0.4, 0.3, 0.5), {
      champion: timed(1, 0.9, 1.1),
      challenger: timed(1.4, 1.3, 1.5),
    }),
    ['1 ms (0.9 … 1.1)', '1.4 ms (1.3 … 1.5)', '+40 % (+30 … +50)', '1,000'],
    'production 1 ms (0.9 … 1.1) · this change 1.4 ms (1.3 … 1.5) · change +40 % (+30 … +50) · 1,000 timings',
  ],
  [
    verdict('rowsPerSecondAtLeast', estimate(52_340, 51_000, 53_400.4, 25), { threshold: 60_000 }),
    ['–', '52,300 rows/s (51,000 … 53,400)', '–', '25'],
    'this change 52,300 rows/s (51,000 … 53,400) · 25 timings',
  ],
  [
    verdict('importanceAtMost', estimate(0.95, 0.93, 0.97, 201), { threshold: 0.6 }),
    ['–', '95 % (93 … 97)', '–', '201'],
    'this change 95 % (93 … 97) · 201 dev rows',
  ],
  [
    verdict('noNewDominantFeature', estimate(0.45, 0.41, 0.49, 201), {
      threshold: 0.3,
      champion: estimate(0.12, 0.1, 0.14, 201),
    }),
    ['12 % (10 … 14)', '45 % (41 … 49)', '–', '201'],
    'production 12 % (10 … 14) · this change 45 % (41 … 49) · 201 dev rows',
  ],
])('$rule in the table and in the explanation', (rule, cells, saw) => {
  expect(isAboutPackage(rule)).toBe(true);
  expect(packageCells(rule)).toEqual(cells);
  expect(packageSawText(rule)).toBe(saw);
});

test('a rule about a metric is none of these', () => {
  expect(isAboutPackage(verdict('atLeast', timed(1, 1, 1)))).toBe(false);
});

test.each<[Limit, string]>([
  [{ of: 'size', side: 'above', at: 1.05 * 2 ** 20 }, 'a size of 1076kB or more'],
  [{ of: 'size', side: 'above', at: 50.5 * 2 ** 20 }, 'a size of 51MB or more'],
  [{ of: 'size', side: 'above', at: 20.5 * 2 ** 30 }, 'a size of 21GB or more'],
  [{ of: 'size', side: 'below', at: 6.7 * 2 ** 10 }, 'a size below 7kB'],
  [{ of: 'latency', side: 'above', at: 12.34501 }, 'a latency above 12.346ms'],
  [{ of: 'latency', side: 'below', at: 12.34599 }, 'a latency below 12.345ms'],
  [{ of: 'margin', side: 'above', at: 0.4001 }, 'a margin above 40.1 %'],
  [{ of: 'margin', side: 'below', at: 0.4009 }, 'a margin below 40 %'],
  [{ of: 'rows', side: 'below', at: 51_000.7 }, 'fewer than 51,000 rows'],
  [{ of: 'rows', side: 'above', at: 51_000.7 }, 'more than 51,001 rows'],
  [{ of: 'share', side: 'above', at: 0.9701 }, 'a share above 0.971'],
  [{ of: 'share', side: 'below', at: 0.4909 }, 'a share below 0.49'],
])(
  '%j: the limit at which it would pass is rounded so that it does, and written as gates.yaml takes it',
  (limit, way) => {
    expect(packageLimitWay(limit)).toBe(way);
  },
);

test.each<Limit>([
  { of: 'share', side: 'above', at: 0.9996 },
  { of: 'share', side: 'below', at: 0.0004 },
  { of: 'latency', side: 'below', at: 0.0004 },
  { of: 'margin', side: 'below', at: 0.0004 },
  { of: 'rows', side: 'below', at: 0.7 },
])('%j: no limit is proposed that gates.yaml does not take once it is rounded', (limit) => {
  expect(packageLimitWay(limit)).toBeUndefined();
});

test('as many digits as tell a bound from the limit, and none beyond need', () => {
  expect(operationText('latency_p99', timed(19.5, 18.2, 19.9996), 20)).toBe('19.5 ms (18.2 … 19.9996)');
  expect(operationText('latency_p99', timed(19.5, 18.2, 20), 20)).toBe('19.5 ms (18.2 … 20)');
  expect(operationText('latency_p50', timed(0.020312, 0.0199, 0.021))).toBe('0.0203 ms (0.0199 … 0.021)');
  expect(operationText('rows_per_second', timed(1_664_401, 756_786, 5_196_892))).toBe(
    '1,660,000 rows/s (757,000 … 5,200,000)',
  );
  expect(operationText('latency_p99', { undefined: '10 timings', n: 10 })).toBe('undefined: 10 timings');
});
