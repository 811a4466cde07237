import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedAccounts } from '../../../src/core/ledger/counted-accounts.ts';
import { rowKeyOf } from '../../../src/core/ledger/row-key.ts';
import { readSketch, rowHash, rowSketchSchema, sketchOf } from '../../../src/core/ledger/row-sketch.ts';
import { sampleSketch } from './sample-rows.ts';

const named = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `row ${from + i}`);

test('a sketch reads back: the smallest hashes in order, as many as a sample takes, and of few rows all', () => {
  const few = readSketch(sampleSketch(named(0, 5), named(5, 9)));
  expect([few.tier.length, few.others.length, few.below]).toEqual([5, 4, 2 ** 48 - 1]);
  const sketch = sampleSketch(named(0, 10_000), named(10_000, 30_000));
  const many = readSketch(rowSketchSchema.parse(sketch));
  expect(many.tier.length).toBe(256);
  expect(many.others.length).toBeGreaterThan(400);
  for (const hashes of [many.tier, many.others]) expect([...hashes].toSorted((a, b) => a - b)).toEqual([...hashes]);
  expect(many.tier.at(-1)).toBe(many.below);
  expect(sampleSketch(named(0, 40), named(40, 9000)).others.length).toBeLessThanOrEqual(4096 * 8);
});

test('the share of rows that two tiers have in common is known to a few points', () => {
  for (const shared of [0.1, 0.5, 0.9]) {
    const start = Math.round(4000 * (1 - shared));
    const [one, two] = [readSketch(sampleSketch(named(0, 4000))), readSketch(sampleSketch(named(start, start + 4000)))];
    const below = Math.min(one.below, two.below);
    const own = [...two.tier].filter((row) => row <= below);
    const known = new Set(one.tier);
    const share = own.filter((row) => known.has(row)).length / own.length;
    expect(Math.abs(share - shared)).toBeLessThan(0.1); // three standard errors at the worst
  }
});

test('whatever order rows come in, the sketch is the same; a label changes nothing of it', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(named(0, 300), { minLength: 300 }), (shuffled) => {
      expect(sampleSketch(shuffled)).toEqual(sampleSketch(named(0, 300)));
    }),
    { numRuns: 20 },
  );
});

test('under a secret key nothing of a sketch is found by whoever knows the rows, and another key is another name', () => {
  const [secret, other] = ['s'.repeat(32), 't'.repeat(32)].map((text) => rowKeyOf('private', text) ?? '');
  const hashes = (key: string) => Float64Array.from(named(0, 200), (name) => rowHash(key, name, 5));
  const sketch = readSketch(sketchOf(secret ?? '', 'a:b', { tier: hashes(secret ?? ''), others: new Float64Array() }));
  const guessed = new Set([...hashes(rowKeyOf('readable', undefined) ?? ''), ...hashes(other ?? '')]);
  expect([...sketch.tier].filter((row) => guessed.has(row))).toEqual([]);
  expect(sketchOf(other ?? '', 'a:b', { tier: hashes(''), others: new Float64Array() }).key).not.toBe(sketch.key);
});

test('private rows without a key are not sketched, and a key that can be guessed is refused', () => {
  expect(rowKeyOf('private', undefined)).toBeUndefined();
  expect(rowKeyOf('private', '')).toBeUndefined();
  expect(() => rowKeyOf('private', 'secret')).toThrow('it takes 32');
});

test.each([
  ['no base64', { tier: '!' }],
  ['half a hash', { tier: 'AAAA' }],
  ['hashes out of order', { tier: Buffer.from('000000000002000000000001', 'hex').toString('base64') }],
  ['another key', { extra: 1 }],
])('%s is refused', (_, change) => {
  expect(rowSketchSchema.safeParse({ ...sampleSketch(named(0, 3)), ...change }).success).toBe(false);
});

test('of what does not count, at most the stated share is known', () => {
  const account = fc.record({ from: fc.integer({ min: 0, max: 150 }), length: fc.integer({ min: 20, max: 120 }) });
  fc.assert(
    fc.property(
      account,
      fc.array(account, { maxLength: 6 }),
      fc.constantFrom(0.3, 0.5, 0.8),
      (now, earlier, newRows) => {
        const rowsOf = ({ from, length }: typeof now) => named(from, from + length);
        const known = earlier.map((one, i) => ({
          account: `earlier ${i}`,
          models: new Set(['m']),
          spines: [],
          sketch: sampleSketch(rowsOf(one)),
        }));
        const counted = countedAccounts(
          { account: 'now', model: 'm', sketch: sampleSketch(rowsOf(now)) },
          known,
          newRows,
        );
        const free = earlier.filter((_, i) => !counted.has(`earlier ${i}`)).flatMap(rowsOf);
        const seen = rowsOf(now).filter((row) => free.includes(row)).length;
        expect(seen / now.length).toBeLessThanOrEqual(1 - newRows + 1e-12);
      },
    ),
  );
});
