import { expect, test } from 'vitest';
import { environment } from '../../../src/core/definitions/schema/project.ts';
import { unmetRequirements } from '../../../src/core/gate/requirements.ts';

const asking = (require: Record<string, unknown>) => environment.parse({ name: 'production', require });

test.each([
  ['claimed', 'claimed', true],
  ['claimed', 'reproduced', true],
  ['scored', 'claimed', false],
  ['scored', 'scored', true],
  ['scored', 'reproduced', true],
  ['reproduced', 'claimed', false],
  ['reproduced', 'scored', false],
  ['reproduced', 'reproduced', true],
] as const)('who asks for %s evidence and gets %s: %s', (evidence, level, met) => {
  const unmet = met ? [] : [`evidence that is ${evidence}; this version's is ${level}`];
  expect(unmetRequirements(asking({ evidence }), level)).toEqual(unmet);
});

test('missing evidence is never enough, also where nothing was asked for', () => {
  expect(unmetRequirements(asking({}), undefined)).toEqual(["evidence that is claimed; this version's is missing"]);
  expect(unmetRequirements(asking({}), 'claimed')).toEqual([]);
});

test.each([
  [{ approvals: { count: 1 } }, ['1 approval']],
  [{ approvals: { count: 2, from: ['@risk', 'ada'] } }, ['2 approvals from @risk, ada']],
  [{ soak: { in: 'staging', for: '7d' } }, ['7d in staging before']],
  [
    { evidence: 'scored', approvals: { count: 3 }, soak: { in: 'staging', for: '2w' } },
    ["evidence that is scored; this version's is claimed", '3 approvals', '2w in staging before'],
  ],
])('%o is said as %j', (require, sentences) => {
  expect(unmetRequirements(asking(require), 'claimed')).toEqual(sentences);
});
