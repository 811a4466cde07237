import { describe, expect, test } from 'vitest';
import {
  bumpVersion,
  compareVersions,
  findVersion,
  formatVersion,
  parseVersion,
} from '../../../src/core/registry/versions.ts';

test('orders versions as semver.org §11 does', () => {
  // The example of §11.4, with the numeric cases of the GTO tests between.
  const ordered = [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0-rc.2',
    '1.0.0-rc.10',
    '1.0.0-rc.99999999999999999999',
    '1.0.0',
    '1.3.2',
    '1.3.3',
    '1.3.10',
    '2.0.0',
    '10.0.0',
  ];
  for (const [i, a] of ordered.entries())
    for (const [j, b] of ordered.entries())
      expect([a, b, Math.sign(compareVersions(parseVersion(a), parseVersion(b)))]).toEqual([a, b, Math.sign(i - j)]);
});

test('build metadata never decides', () => {
  expect(compareVersions(parseVersion('1.0.0+a'), parseVersion('1.0.0+b'))).toBe(0);
});

test.each(['0.1.2', '3.4.5-pre.2+build.4', '3.4.5-pre.2-build.4', '1.0.0-0a', '1.0.0--', '1.0.0+001'])(
  'reads %s and writes it back',
  (text) => expect(formatVersion(parseVersion(text))).toBe(text),
);

test.each([
  '',
  '1',
  'v1',
  'v1.2.3',
  '1.2',
  '01.0.0',
  '1.0.0-01',
  '1.0.0-',
  '1.0.0+',
  '1.0.0-a..b',
  '1.0.0\n',
  ' 1.0.0',
  '9007199254740993.0.0',
  '1.0.0-é',
])('refuses %j', (text) => {
  expect(findVersion(text)).toBeUndefined();
  expect(() => parseVersion(text)).toThrow('is not a version');
});

describe('bump', () => {
  test.each([
    ['1.3.4', 'major', '2.0.0'],
    ['1.3.4', 'minor', '1.4.0'],
    ['1.3.4', 'patch', '1.3.5'],
    ['2.0.0-rc.1', 'major', '2.0.0'],
    ['2.0.0-rc.1', 'minor', '2.0.0'],
    ['2.0.0-rc.1', 'patch', '2.0.0'],
    ['2.1.0-rc.1', 'major', '3.0.0'],
    ['2.1.1-rc.1', 'minor', '2.2.0'],
  ] as const)('%s %s → %s', (from, size, to) => {
    expect(formatVersion(bumpVersion(parseVersion(from), size))).toBe(to);
  });
});
