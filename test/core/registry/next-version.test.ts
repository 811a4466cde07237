import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { nextVersion } from '../../../src/core/registry/next-version.ts';
import { formatVersion, parseVersion } from '../../../src/core/registry/versions.ts';

const signature = {
  inputs: [
    { name: 'applicant:amount', type: 'number' as const },
    { name: 'applicant:purpose', type: 'category' as const },
  ],
  outputs: [{ name: 'score', type: 'number' as const }],
};
const facts = { signature, recipe: digestOf('recipe') };
const greatest = parseVersion('1.3.0');
const [amount, purpose] = signature.inputs;
if (amount === undefined || purpose === undefined) throw new Error('the fixture has two inputs');

test.each([
  ['only data changed', {}, '1.3.1', 'patch'],
  ['the definition changed', { recipe: digestOf('other') }, '1.4.0', 'minor'],
  ['inputs in another order', { signature: { ...signature, inputs: [purpose, amount] } }, '1.3.1', 'patch'],
  [
    'an output more',
    {
      recipe: digestOf('o'),
      signature: { ...signature, outputs: [...signature.outputs, { name: 'low', type: 'number' as const }] },
    },
    '1.4.0',
    'minor',
  ],
  [
    'an input more',
    { signature: { ...signature, inputs: [...signature.inputs, { name: 'applicant:age', type: 'number' as const }] } },
    '2.0.0',
    'major',
  ],
  ['an input fewer', { signature: { ...signature, inputs: [amount] } }, '2.0.0', 'major'],
  [
    'an input of another type',
    { signature: { ...signature, inputs: [amount, { ...purpose, type: 'number' as const }] } },
    '2.0.0',
    'major',
  ],
  [
    'an output renamed',
    { signature: { ...signature, outputs: [{ name: 'p', type: 'number' as const }] } },
    '2.0.0',
    'major',
  ],
])('%s', (_, change, version, size) => {
  const next = nextVersion(greatest, facts, { ...facts, ...change });
  expect([formatVersion(next.version), next.size]).toEqual([version, size]);
});

test('the first version is 1.0.0', () => {
  expect(nextVersion(undefined, undefined, facts)).toMatchObject({
    size: 'first',
    version: { major: 1, minor: 0, patch: 0 },
  });
});

test('a major version names what callers must change', () => {
  const next = nextVersion(greatest, facts, { ...facts, signature: { ...signature, inputs: [amount] } });
  expect(next.sentence).toBe('Callers must change: input "applicant:purpose" is gone.');
});

test("after another tool's versions, of which nothing is known, the next is major", () => {
  const next = nextVersion(parseVersion('2.3.4'), undefined, facts);
  expect([formatVersion(next.version), next.size]).toEqual(['3.0.0', 'major']);
});
