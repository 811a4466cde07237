import { expect, test } from 'vitest';
import {
  decimalsOf,
  estimateText,
  levelText,
  numberText,
  roughCount,
  signedText,
  writtenDecimals,
} from '../../../src/core/report/number-text.ts';
import { estimate } from '../gate/sample-evidence.ts';

test('numbers have a true minus sign, and what rounds to zero has none', () => {
  expect(numberText(-0.016, 2)).toBe('−0.02');
  expect(numberText(-0.001, 2)).toBe('0.00');
  expect(signedText(0.001, 2)).toBe('0.00');
  expect(signedText(0.016, 2)).toBe('+0.02');
});

test.each([
  [0.03, 2],
  [1, 0],
  [0.5, 1],
  [1e-7, 6],
  [12.125, 3],
])('%d is written with %d decimals', (value, decimals) => expect(writtenDecimals(value)).toBe(decimals));

test.each([
  [estimate(0.01, -0.01, 0.03), 2],
  [estimate(0.58, 0.41, 0.73), 2],
  [estimate(0.0123, 0.0119, 0.0127), 4],
  [estimate(312, 280, 345), 0],
  [estimate(0, 0, 0), 2],
])('the interval of %o deserves %d decimals', (given, decimals) => expect(decimalsOf(given)).toBe(decimals));

test('an interval as narrow as rounding has no width to give decimals to', () => {
  const bounds = { value: 0.8, low: 0.8 - 1e-16, high: 0.8 + 1e-16, n: 200, method: 'BCa' };
  expect(estimateText(bounds, { signed: false })).toBe('0.800 (0.800 … 0.800)');
});

test('a bound that only rounding brings to the limit is shown with more decimals', () => {
  expect(estimateText(estimate(0.05, 0.0304, 0.07), { signed: true, limit: 0.03 })).toBe('+0.0500 (+0.0304 … +0.0700)');
  expect(estimateText(estimate(0.05, 0.03, 0.07), { signed: true, limit: 0.03 })).toBe('+0.05 (+0.03 … +0.07)');
});

test('an undefined estimate says why', () => {
  expect(estimateText({ undefined: 'one class only', n: 4 }, { signed: true })).toBe('undefined: one class only');
});

test.each([
  [0.05, '90 %'],
  [0.005, '99 %'],
  [0.0007, '99.86 %'],
])('one-sided bounds at %d make an interval of %s', (alpha, text) => expect(levelText(alpha)).toBe(text));

test.each([
  [1, '1'],
  [87, '87'],
  [212, '220'],
  [12345, '13,000'],
])('%d rows are about %s', (count, text) => expect(roughCount(count)).toBe(text));
