import { expect, test } from 'vitest';
import { withdrawnChecks } from '../../../app/pull/checks.ts';
import type { Check, FoundCheck } from '../../../src/github/check-runs.ts';

const found = (name: string, app = 7): FoundCheck => ({
  id: 1,
  name,
  app,
  status: 'completed',
  conclusion: 'failure',
  externalId: null,
});
const said: Check = { name: 'aval / churn', conclusion: 'success', title: '', summary: '' };

test('what is not said any more is withdrawn; the required check never is, and nobody else’s', () => {
  const checks = [found('aval / gate'), found('aval / churn'), found('aval / credit-risk'), found('aval / x', 8)];
  expect(withdrawnChecks([...checks, found('lint')], [said], 7)).toEqual([
    { name: 'aval / credit-risk', conclusion: 'neutral', title: 'not judged now', summary: expect.any(String) },
  ]);
});
