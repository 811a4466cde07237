import { expect, test } from 'vitest';
import { selectColumns } from '../../../../src/core/features/preparation/select-columns.ts';
import { categories, frameOf, numbers, times } from './columns.ts';

const frame = frameOf({
  'applicant:amount': numbers(1),
  'applicant:purpose': categories('car'),
  'loan:amount': numbers(2),
  'loan:at': times('2024-01-01'),
});

test.each([
  ['numeric', ['applicant:amount', 'loan:amount']],
  ['categorical', ['applicant:purpose']],
  ['time', ['loan:at']],
  [
    ['at', 'purpose'],
    ['applicant:purpose', 'loan:at'],
  ],
  [['loan:amount'], ['loan:amount']],
  [['at', 'loan:at'], ['loan:at']],
] as const)('%o means %o', (selector, expected) => {
  const asked = typeof selector === 'string' ? selector : [...selector];
  expect(selectColumns(asked, frame, 'clip')).toEqual(expected);
});

test('every unknown or ambiguous name is a fault of its own, with the way out', () => {
  expect(() => selectColumns(['amount', 'purpos', 'loan:att'], frame, 'clip')).toThrowError(
    expect.objectContaining({
      class: 'config',
      faults: [
        expect.objectContaining({
          message: 'prepare: clip: "amount" could be "applicant:amount" or "loan:amount"',
          hint: 'Write the full name.',
        }),
        expect.objectContaining({
          message: 'prepare: clip: unknown column "purpos"',
          hint: 'Did you mean "applicant:purpose"?',
        }),
        expect.objectContaining({ hint: 'Did you mean "loan:at"?' }),
      ],
    }),
  );
});
