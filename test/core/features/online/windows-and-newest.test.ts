import { describe, expect, test } from 'vitest';
import type { FeatureView } from '../../../../src/core/definitions/schema/feature-view.ts';
import { featureViewSchema } from '../../../../src/core/definitions/schema/feature-view.ts';
import type { Column } from '../../../../src/core/features/frame.ts';
import { keyText, keyTexts } from '../../../../src/core/features/online/key-text.ts';
import type { NewestRows, OnlineRows, WindowRows } from '../../../../src/core/features/online/online-rows.ts';
import { openOnlineView } from '../../../../src/core/features/online/online-view.ts';

const minute = 60_000_000;
const at = (...minutes: number[]) => Float64Array.from(minutes, (one) => one * minute);

const viewOf = (rest: object): FeatureView =>
  featureViewSchema.parse({
    apiVersion: 'aval/v1',
    kind: 'FeatureView',
    name: 'v',
    entity: 'e',
    source: 's',
    time: 'at',
    ...rest,
  });

function opened(rest: object, kept: Partial<OnlineRows>) {
  const view = viewOf(rest);
  const features = [...Object.keys(view.features), ...Object.keys(view.aggregate)];
  return openOnlineView({ view, features }, { since: Number.NEGATIVE_INFINITY, ...kept });
}

const textsOf = (column: Column | undefined): (string | null)[] =>
  column?.type === 'category'
    ? Array.from(column.codes, (code) => column.levels[code] ?? null)
    : Array.from(column?.values ?? [], (value) => (Number.isNaN(value) ? null : String(value)));

describe('windows', () => {
  // Of SEA: 10 at minute 0, known at once; 20 at 5, known at 30; 40 at 10, never known; of SAN: nothing but 1 at 60.
  const windows: WindowRows = {
    keys: ['SAN', 'SEA'],
    starts: Uint32Array.of(0, 1, 4),
    times: at(60, 0, 5, 10),
    known: Float64Array.of(...at(60, 0, 30), Number.NaN),
    values: new Map([['total', { values: Float64Array.of(1, 10, 20, 40), exact: true }]]),
  };
  const aggregate = { total: { function: 'sum', of: 'x', window: '20m' }, n: { function: 'count', window: '20m' } };
  const ask = (rest: object, key: string | null, minutes: number) => {
    const found = opened({ aggregate, ...rest }, { windows }).features([key], at(minutes));
    return [...found.values()].flatMap(textsOf);
  };

  test.each([
    ['before its first row nothing is there', 'SEA', 0, [null, '0']],
    ['a row counts from the moment after its time', 'SEA', 0.001, ['10', '1']],
    ['a row that is not known yet does not count', 'SEA', 19, ['10', '1']],
    ['the edge of the window counts', 'SEA', 20, ['10', '1']],
    ['what is older does not', 'SEA', 20.001, [null, '0']],
    ['a key without rows counts 0', 'XXX', 20, [null, '0']],
    ['a missing key has nothing', null, 20, [null, null]],
    ['a missing time has nothing', 'SEA', Number.NaN, [null, null]],
  ])('%s', (_, key, minutes, expected) => {
    expect(ask({}, key, minutes)).toEqual(expected);
  });

  test('a late row counts from the moment on in which it is known, unless strict', () => {
    const wide = { aggregate: { total: { function: 'sum', of: 'x', window: '1h' } } };
    expect(ask(wide, 'SEA', 29.999)).toEqual(['10']);
    expect(ask(wide, 'SEA', 30)).toEqual(['30']);
    expect(ask({ ...wide, equalTimes: 'strict' }, 'SEA', 30)).toEqual(['10']);
  });
});

describe('the newest row', () => {
  const level = (...values: string[]): Column => ({
    type: 'category',
    levels: ['a', 'b', 'c', 'd'],
    codes: Int32Array.from(values, (v) => 'abcd'.indexOf(v)),
  });
  // One key: a happened at 0, b at 10, its correction c also at 10; d happened at 20, and is known at 40 only.
  const newest: NewestRows = {
    keys: ['k'],
    starts: Uint32Array.of(0, 4),
    arrivals: at(0, 10, 10, 40),
    times: at(0, 10, 10, 20),
    features: new Map([['x', level('a', 'b', 'c', 'd')]]),
  };
  const ask = (rest: object, minutes: number, key = 'k') =>
    textsOf(
      opened({ features: { x: {} }, ...rest }, { newest })
        .features([key], at(minutes))
        .get('x'),
    )[0];

  test.each([
    ['nothing before the first', {}, -1, null],
    ['the row of the very time', {}, 0, 'a'],
    ['the correction of two of one time', {}, 10, 'c'],
    ['strict: the one before', { equalTimes: 'strict' }, 10, 'a'],
    ['a late row not before it is known', {}, 39, 'c'],
    ['a late row once it is known', {}, 40, 'd'],
    ['the edge of the TTL', { ttl: '20m' }, 40, 'd'],
    ['past it nothing, not an older one', { ttl: '20m' }, 40.001, null],
  ])('%s', (_, rest, minutes, expected) => {
    expect(ask(rest, minutes)).toBe(expected);
  });

  test('another key has none; the view knows which it has', () => {
    expect(ask({}, 40, 'other')).toBeNull();
    const view = opened({ features: { x: {} } }, { newest });
    expect([view.has('k'), view.has('other'), view.rows]).toEqual([true, false, 4]);
  });

  test('without a time the key has one row, whatever the time of the request', () => {
    const only = { ...newest, starts: Uint32Array.of(0, 1), arrivals: at(), times: at() };
    const view = opened({ time: undefined, features: { x: {} } }, { newest: only });
    expect(textsOf(view.features(['k', 'k', null], Float64Array.of(Number.NaN, 7, 7)).get('x'))).toEqual([
      'a',
      'a',
      null,
    ]);
  });
});

describe('keys', () => {
  test('parts can not run into each other', () => {
    expect(keyText(['1', '23'])).not.toBe(keyText(['12', '3']));
    expect(keyText(['a', null])).toBeNull();
    expect(keyText([7])).toBe('7');
  });

  test('a number that JSON has rounded is the key of nothing', () => {
    const values = Float64Array.of(2 ** 53 - 1, 2 ** 53, Number.NaN, -0);
    expect(keyTexts([{ type: 'number', values }], 4)).toEqual(['9007199254740991', null, null, '0']);
  });
});
