import { expect, test } from 'vitest';
import { sourceLockSchema, sourceSchema } from '../../../src/core/definitions/schema/source.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { AvalError } from '../../../src/core/errors.ts';
import { resolveModel } from '../../../src/core/plan/resolve.ts';
import { pinSource } from '../../../src/core/plan/source-pin.ts';

const fields = {
  apiVersion: 'aval/v1',
  kind: 'Source',
  name: 'loans',
  licence: 'x',
  origin: 'x',
  columns: { id: { type: 'int' } },
};
const inside = sourceSchema.parse({ ...fields, uri: 'data/loans.csv' });
const outside = sourceSchema.parse({ ...fields, uri: 'https://example.org/loans.csv' });
const until = '2026-01-01T00:00:00Z';
const lock = sourceLockSchema.parse({
  apiVersion: 'aval/v1',
  kind: 'SourceLock',
  source: 'loans',
  digest: digestOf('x'),
  rows: 1,
  until,
});
const entry = { path: 'data/loans.csv', mode: '100644', id: 'a'.repeat(40), size: 3 };

test('a file in the repository is pinned by its blob, others by their lock', () => {
  const entries = new Map([[entry.path, entry]]);
  expect(pinSource(inside, undefined, entries)).toEqual({ digest: `git:${entry.id}` });
  expect(pinSource(inside, lock, entries)).toEqual({ digest: `git:${entry.id}`, until });
  expect(pinSource(outside, lock, new Map())).toEqual({ digest: digestOf('x'), until });
});

test('what is not pinned says what to do', () => {
  const error = (action: () => unknown): AvalError => {
    try {
      action();
    } catch (thrown) {
      if (thrown instanceof AvalError) return thrown;
    }
    throw new Error('expected an AvalError');
  };
  const missing = error(() => pinSource(outside, undefined, new Map()));
  expect([missing.class, missing.faults[0]?.hint]).toEqual(['config', 'Run: aval data update loans']);
  expect(error(() => pinSource(inside, lock, new Map())).message).toContain('data/loans.csv is not in the repository');
  const link = new Map([[entry.path, { ...entry, mode: '120000' }]]);
  expect(error(() => pinSource(inside, lock, link)).message).toContain('is a symbolic link');
  const none = new Map();
  const definitions = { models: none, gates: none, views: none, entities: none, sources: none, locks: none };
  const context = { entries: none, code: none, engineRevisions: { gbdt: 1, linear: 1, tfjs: 1, command: 1 } };
  expect(error(() => resolveModel(definitions, 'risk', context)).message).toBe('there is no model "risk"');
});
