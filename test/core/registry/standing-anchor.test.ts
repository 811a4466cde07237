import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { standingAnchor } from '../../../src/core/registry/standing-anchor.ts';
import { registryState } from '../../../src/core/registry/state.ts';
import type { TagRecord } from '../../../src/core/registry/tag-record.ts';
import { formatVersion, parseVersion } from '../../../src/core/registry/versions.ts';
import { creditGates, lending } from '../gate/sample-evidence.ts';

const model = 'credit-risk';

function release(version: string, anchor?: string, bytes = version): TagRecord {
  const message = formatReleaseRecord({
    subject: `${model} ${version}`,
    package: digestOf(bytes),
    definition: digestOf(`definition ${bytes}`),
    recipe: digestOf('recipe'),
    evidence: digestOf('evidence'),
    ...(anchor !== undefined && { anchor: parseVersion(anchor) }),
  });
  const commit = digestOf(version).slice(7, 47);
  return { name: `${model}@v${version}`, message, commit, tagger: 'Mei', time: 0 };
}

const state = registryState(
  [
    release('1.0.0'),
    release('1.1.0', '1.0.0'),
    release('1.2.0'),
    release('1.3.0', '1.0.0', '1.0.0'),
    release('2.0.0', '0.9.0'),
  ],
  new Map(),
);
const anchorOf = (version: string, gates = creditGates()) => {
  const found = standingAnchor(state, { model, version }, gates, lending());
  return found && formatVersion(found.version);
};

test.each([
  ['1.1.0', '1.0.0', 'its tag names another version'],
  ['1.2.0', undefined, 'it is its own'],
  ['1.3.0', undefined, 'its anchor has the very same package'],
  ['1.9.0', undefined, 'no tag names what runs, which the comparison tells'],
] as const)('of %s: %s, as %s', (version, expected, _why) => {
  expect(anchorOf(version)).toBe(expected);
});

test('nobody is asked for where no rule asks, or nothing runs', () => {
  const rule = { metric: 'roc_auc', rule: 'atLeast', threshold: 0.6, why: 'The committee reads it.' };
  expect(anchorOf('1.1.0', creditGates([rule]))).toBeUndefined();
  expect(standingAnchor(state, undefined, creditGates(), lending())).toBeUndefined();
});

test('an anchor that is not here stops the comparison, with the way out', () => {
  expect(() => anchorOf('2.0.0')).toThrowError(/anchor 0\.9\.0, and no release tag/);
});
