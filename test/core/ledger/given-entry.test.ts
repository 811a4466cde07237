import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { entrySchema, levelOf } from '../../../src/core/ledger/entry.ts';
import { reserveUse } from '../../../src/core/ledger/ledger.ts';
import { asked, GrowingLedger } from './sample-ledger.ts';

const given = { package: digestOf('package'), run: 7 };
const entry = (other: object) => ({ ...reserveUse(new GrowingLedger().ledger, asked()), ...other });

test('an entry may give a package and the run that made it, and then its answer is scored', () => {
  expect(entrySchema.parse(entry({ given }))).toEqual(entry({ given }));
  expect([levelOf({ given }), levelOf({})]).toEqual(['scored', 'reproduced']);
});

test.each([
  ['no run', { package: given.package }],
  ['a run that is none', { ...given, run: 0 }],
  ['no digest', { ...given, package: 'sha256:1' }],
  ['more', { ...given, by: 'walter' }],
])('what is given with %s is refused', (_, wrong) => {
  expect(entrySchema.safeParse(entry({ given: wrong })).success).toBe(false);
});
