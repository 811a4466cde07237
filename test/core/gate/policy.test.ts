import { expect, test } from 'vitest';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { creditGates, lending } from './sample-evidence.ts';

const digest = policyDigest(creditGates(), lending());

test('the order of what is written does not matter, nor what decides nothing', () => {
  const gates = creditGates();
  const turned = { ...Object.fromEntries(Object.entries(gates).reverse()) } as typeof gates; // the same keys, turned round
  expect(policyDigest(turned, lending())).toBe(digest);
  expect(policyDigest(gates, lending({ description: 'other words', packages: 'elsewhere' }))).toBe(digest);
});

test.each([
  ['a margin', creditGates([{ metric: 'roc_auc', rule: 'notWorse', margin: 0.04, why: 'x' }]), lending()],
  ['alpha', creditGates(), lending({ statistics: { alpha: 0.1 } })],
  ['the smallest group', creditGates(), lending({ statistics: { minimumGroup: 10 } })],
  ['the rule of a first version', creditGates(), lending({ firstVersion: { rule: 'notWorse', margin: 0.1 } })],
  ['the holdout', { ...creditGates(), data: { ...creditGates().data, holdout: { share: 0.4 } } }, lending()],
])('%s is policy', (_, gates, project) => expect(policyDigest(gates, project)).not.toBe(digest));
