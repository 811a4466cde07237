import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parts } from '../../../src/core/features/frame.ts';
import { assignTiers, type TierRows, type TierRules } from '../../../src/core/features/tiers.ts';

const day = 86_400_000_000;
const rules: TierRules = { holdout: { share: 0.3 }, dev: { share: 0.2 }, seed: 7 };

function rows(keys: readonly string[], more: Partial<TierRows> = {}): TierRows {
  return { keys, time: new Float64Array(keys.length).fill(Number.NaN), group: () => [], ...more };
}

function names(found: Uint8Array): string[] {
  return Array.from(found, (index) => parts[index] ?? '');
}

describe('by share', () => {
  test('no row changes sides as data grow, shrink or are reordered', () => {
    const keys = fc.uniqueArray(fc.string(), { maxLength: 60 });
    fc.assert(
      fc.property(keys, keys, fc.nat(), (some, others, seed) => {
        const all = [...new Set([...others, ...some])].reverse();
        const before = new Map(names(assignTiers(rows(some), { ...rules, seed })).map((part, i) => [some[i], part]));
        const after = new Map(names(assignTiers(rows(all), { ...rules, seed })).map((part, i) => [all[i], part]));
        for (const key of some) expect(after.get(key)).toBe(before.get(key));
      }),
    );
  });

  test('parts have about their share of all rows', () => {
    const found = names(assignTiers(rows(Array.from({ length: 100_000 }, (_, i) => `key ${i}`)), rules));
    const shareOf = (part: string): number => found.filter((name) => name === part).length / found.length;
    expect(shareOf('holdout')).toBeCloseTo(0.3, 2);
    expect(shareOf('dev')).toBeCloseTo(0.2, 2);
    expect(shareOf('train')).toBeCloseTo(0.5, 2);
  });

  test('another seed draws other rows', () => {
    const keys = Array.from({ length: 1000 }, (_, i) => `key ${i}`);
    expect(assignTiers(rows(keys), rules)).not.toEqual(assignTiers(rows(keys), { ...rules, seed: 8 }));
  });

  test('the part of a key never changes between versions', () => {
    // from sha256 of "7\n<key>" by Python's hashlib: holdout below 0.3 of digits 1 to 12, dev below 2/7 of digits 13 to 24
    const keys = ['gc0001', 'gc0002', 'gc0003', 'gc0004', 'gc0005', 'gc0006', 'gc0007', 'gc0008'];
    expect(names(assignTiers(rows(keys), rules))).toEqual([
      'holdout',
      'train',
      'train',
      'holdout',
      'train',
      'dev',
      'train',
      'train',
    ]);
  });

  test('rows of one group stay on one side', () => {
    const keys = Array.from({ length: 500 }, (_, i) => `key ${i}`);
    const groups = keys.map((_, i) => `customer ${i % 50}`);
    const byGroup: TierRules = {
      ...rules,
      holdout: { share: 0.3, group: 'loans:customer' },
      dev: { share: 0.2, group: 'loans:customer' },
    };
    const found = names(assignTiers(rows(keys, { group: () => groups }), byGroup));
    const sides = new Map<string | undefined, Set<string>>();
    for (const [i, part] of found.entries()) sides.set(groups[i], (sides.get(groups[i]) ?? new Set()).add(part));
    expect([...sides.values()].every((set) => set.size === 1)).toBe(true);
    expect(new Set(found)).toEqual(new Set(['train', 'dev', 'holdout']));
  });

  test('a vault takes its share of all rows, none of the holdout, and what it takes never changes sides', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `key ${i}`);
    const [without, withVault] = [rules, { ...rules, vault: { share: 0.1 } }].map((one) =>
      names(assignTiers(rows(keys), one)),
    );
    const share = (part: string): number => (withVault ?? []).filter((name) => name === part).length / keys.length;
    expect(share('vault')).toBeCloseTo(0.1, 2);
    expect(share('dev')).toBeCloseTo(0.2, 2);
    const held = (found: readonly string[] | undefined) => found?.map((part) => part === 'holdout');
    expect(held(withVault)).toEqual(held(without));
    const fewer = names(assignTiers(rows(keys.slice(50_000)), { ...rules, vault: { share: 0.1 } }));
    expect(fewer).toEqual(withVault?.slice(50_000));
  });

  test('the shares of three parts, too, must leave rows to train on', () => {
    expect(() => assignTiers(rows(['a']), { ...rules, vault: { share: 0.5 } })).toThrow(/leave no row to train on/);
  });

  test('shares that leave nothing to train on are refused', () => {
    expect(() => assignTiers(rows(['a']), { ...rules, holdout: { share: 0.8 } })).toThrow(/leave no row to train on/);
  });
});

describe('by time', () => {
  const byTime: TierRules = { holdout: { last: '30d' }, dev: { last: '10d' }, seed: 0 };
  const at = (...days: number[]): Float64Array => Float64Array.from(days, (d) => d * day);

  test('holdout is the last window before until, dev the one before that, what comes after until is later', () => {
    const time = at(59.999, 60, 60.001, 70, 70.001, 100, 100.001);
    const found = assignTiers(rows(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { time, until: 100 * day }), byTime);
    expect(names(found)).toEqual(['train', 'train', 'dev', 'dev', 'holdout', 'holdout', 'later']);
  });

  test('a vault is the newest window; the holdout ends where it begins', () => {
    const time = at(49.999, 50.001, 60.001, 80, 80.001, 90, 90.001, 100, 100.001);
    const keys = [...'abcdefghi'];
    const nested: TierRules = { ...byTime, vault: { last: '10d' } };
    expect(names(assignTiers(rows(keys, { time, until: 100 * day }), nested))).toEqual([
      'train',
      'dev',
      'holdout',
      'holdout',
      'holdout',
      'holdout',
      'vault',
      'vault',
      'later',
    ]);
  });

  test('without until there is no last window', () => {
    expect(() => assignTiers(rows(['a'], { time: at(1) }), byTime)).toThrow(/until when to read/);
  });

  test('a row without a time has no place', () => {
    expect(() => assignTiers(rows(['a'], { until: day }), byTime)).toThrow(/1 rows have no time/);
  });
});
