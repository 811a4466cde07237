import { expect, test } from 'vitest';
import { digestOf } from '../../../../src/core/digest.ts';
import { type Frame, takeRows } from '../../../../src/core/features/frame.ts';
import { mergeProfiles } from '../../../../src/core/monitoring/profile/merge-profiles.ts';
import { profileFrame } from '../../../../src/core/monitoring/profile/profile-frame.ts';
import { parseProfile, profileBytes } from '../../../../src/core/monitoring/profile/published-profile.ts';
import { categories, frameOf, numbers, times } from '../../features/preparation/columns.ts';

const frame = frameOf({
  'v:n': numbers(1, null, 3, Infinity),
  'v:c': categories('b', 'a', 'b', null),
  'v:t': times('2024-01-02', null, '2024-01-01', '2024-01-03'),
});
const rowsOf = (...rows: number[]): Frame => takeRows(frame, Uint32Array.from(rows));
const micros = (time: string) => Date.parse(time) * 1000;

test('a profile counts what is there, missing and infinite, column by column', () => {
  const { rows, columns } = profileFrame(frame, 0);
  expect(rows).toBe(4);
  expect(columns.map((column) => column.name)).toEqual(['v:n', 'v:c', 'v:t']);
  expect(columns.map((column) => column.profile)).toMatchObject([
    { type: 'number', count: 3, missing: 1, infinite: 1, moments: { count: 2, mean: 2, minimum: 1, maximum: 3 } },
    {
      type: 'category',
      count: 3,
      missing: 1,
      levels: {
        listed: [
          ['b', 2],
          ['a', 1],
        ],
        rest: 0,
      },
    },
    { type: 'time', count: 3, missing: 1, minimum: micros('2024-01-01'), maximum: micros('2024-01-03') },
  ]);
});

test('parts merge to the profile of the whole, also with an empty part', () => {
  const whole = profileFrame(frame, 0);
  expect(mergeProfiles(profileFrame(rowsOf(0, 1), 0), profileFrame(rowsOf(2, 3), 0))).toEqual(whole);
  expect(mergeProfiles(whole, profileFrame(rowsOf(), 0))).toEqual(whole);
  expect(mergeProfiles(profileFrame(rowsOf(), 0), whole)).toEqual(whole);
});

test('the same frame and seed give the same bytes, and they read back as they were', () => {
  const many = frameOf({
    'v:n': { type: 'number', values: Float64Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5000) },
  });
  const profile = profileFrame(many, 5);
  expect(profileBytes(profileFrame(many, 5))).toEqual(profileBytes(profile));
  expect(profileBytes(profileFrame(many, 6))).not.toEqual(profileBytes(profile));
  expect(parseProfile(profileBytes(profile))).toEqual(profile);
  expect(parseProfile(profileBytes(profileFrame(frame, 0)))).toEqual(profileFrame(frame, 0));
});

test('the bytes are those of earlier releases: a change here means new packages for old definitions', () => {
  const values = Float64Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5000);
  const levels = Array.from({ length: 300 }, (_, i) => `${1000 + i}`);
  const codes = Int32Array.from(values, (value) => (value % 301) - 1);
  const many = frameOf({ 'v:n': { type: 'number', values }, 'v:c': { type: 'category', levels, codes } });
  expect(digestOf(profileBytes(profileFrame(many, 5)))).toBe(
    'sha256:5ff7bc7efae76e52ed45b0b88bb269686969079828bcbb09a433d87d8de5029d',
  );
});

test.each([
  ['fewer columns', frameOf({ 'v:n': numbers(1) })],
  ['another name', frameOf({ 'v:x': numbers(1), 'v:c': categories('a'), 'v:t': times(null) })],
  ['another type', frameOf({ 'v:n': categories('a'), 'v:c': categories('a'), 'v:t': times(null) })],
])('profiles with %s are not merged', (_, other) => {
  expect(() => mergeProfiles(profileFrame(frame, 0), profileFrame(other, 0))).toThrowError(
    expect.objectContaining({ class: 'evidence' }),
  );
});

test.each([
  ['no JSON', 'nothing'],
  ['an unknown key', '{"format":"aval/profile/v1","rows":0,"columns":[],"run":1}'],
  ['negative rows', '{"format":"aval/profile/v1","rows":-1,"columns":[]}'],
])('%s is refused as evidence', (_, text) => {
  expect(() => parseProfile(new TextEncoder().encode(text))).toThrowError(
    expect.objectContaining({ class: 'evidence' }),
  );
});
