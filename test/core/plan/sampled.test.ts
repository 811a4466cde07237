import { expect, it } from 'vitest';
import { loadDefinitions } from '../../../src/core/definitions/load.ts';
import type { Source, SourceLock } from '../../../src/core/definitions/schema/source.ts';
import { environmentSources, waitsForTrustedRun } from '../../../src/core/plan/environment-sources.ts';
import { sampled } from '../../../src/core/plan/sampled.ts';
import { repository, treeOf } from '../definitions/bad/repository.ts';

const { definitions } = await loadDefinitions(treeOf(repository));
const declared = definitions?.sources.get('loans');
if (declared === undefined) throw new RangeError('the repository has loans');
const digest = `sha256:${'0'.repeat(64)}`;
const until = '2026-01-01T00:00:00Z';
const lock: SourceLock = { apiVersion: 'aval/v1', kind: 'SourceLock', source: 'loans', digest, rows: 9, until };
const behind: Source = {
  ...declared,
  uri: 'https://data.example.org/loans.parquet',
  access: 'environment',
  rows: { minimum: 1000 },
};
const read = (source: Source, locks: readonly SourceLock[] = [lock]) => {
  const one = { sources: new Map([['loans', source]]), locks: new Map(locks.map((each) => [each.source, each])) };
  const { sources, locks: left } = sampled(one);
  return { source: sources.get('loans'), lock: left.get('loans') };
};

it('puts a file of the repository in the place of what an environment alone may read', () => {
  const { time: _, ...timeless } = behind;
  const { source, lock: left } = read({ ...timeless, sample: 'data/some.csv' });
  expect(source).toMatchObject({
    uri: 'data/some.csv',
    access: 'repository',
    format: 'csv',
    columns: declared.columns,
  });
  expect(source).not.toHaveProperty('sample');
  expect(source).not.toHaveProperty('rows');
  expect(left).toBeUndefined();
});

it('keeps of a lock how far rows are read, and not which bytes the source has', () => {
  const { lock: left } = read({ ...behind, time: 'at', sample: 'data/some.csv' });
  expect(left).toEqual({ apiVersion: 'aval/v1', kind: 'SourceLock', source: 'loans', rows: 9, until });
});

it.each<[string, Partial<Source>, Source['format']]>([
  ["the sample's ending", { format: 'parquet', sample: 'some.CSV' }, 'csv'],
  ['what the source says', { format: 'csv', sample: 'some.txt' }, 'csv'],
  ["the ending of the source's address", { sample: 'some' }, 'parquet'],
])('knows the format by %s', (_, change, format) => {
  expect(read({ ...behind, ...change }).source?.format).toBe(format);
});

it('leaves alone what anyone may read, and what declares no sample', () => {
  for (const source of [behind, { ...behind, access: 'public' as const, sample: 'data/some.csv' }, declared])
    expect(read(source)).toEqual({ source, lock });
});

it('says what a model waits for that reads a source without a sample', () => {
  const sources = (...all: Source[]) => ({ sources: new Map(all.map((source) => [source.name, source])) });
  const sample = { ...behind, name: 'a', sample: 'data/some.csv' };
  expect(waitsForTrustedRun(sources(sample, declared))).toBeUndefined();
  expect(environmentSources(sources(sample, declared))).toEqual([sample]);
  expect(waitsForTrustedRun(sources(sample, behind))).toBe(
    'the trusted run: source "loans" can be read in an environment only, and declares no sample',
  );
});
