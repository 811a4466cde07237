import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Digest, parseDigest } from '../../src/core/digest.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { sweepStale } from '../../src/engines/sweep-stale.ts';
import { samplePackage } from '../core/registry/sample-package.ts';
import { killChild, runChild } from './kill-child.ts';

let root = '';
let store: FolderStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aval-killed-'));
  store = new FolderStore(root);
});
afterEach(() => rmSync(root, { recursive: true }));

const publisher = new URL('publish-forever.ts', import.meta.url);
const rival = new URL('publish-rival.ts', import.meta.url);
const digestsIn = (...path: string[]) =>
  readdirSync(join(root, ...path)).map((hex) => parseDigest(`sha256:${hex}`, hex));

async function whatIsPublished(): Promise<Set<Digest>> {
  const published = new Set<Digest>();
  for (const definition of digestsIn('definitions')) {
    const digest = await store.find(definition);
    if (digest === undefined) throw new Error(`${definition} names no package`);
    expect((await store.get(digest))?.digest).toBe(digest);
    expect([undefined, 50_000]).toContain((await store.attachment(digest, 'card.md'))?.length);
    published.add(digest);
  }
  return published;
}

test('36 publishers killed at any moment leave only whole packages, and all that they said they published', async () => {
  const announced: string[] = [];
  for (let round = 0; round < 12; round += 1) {
    const children = [0, 1, 2].map((i) => killChild(publisher, [root, `${round}.${i}`], ((round * 3 + i) * 7) % 50));
    announced.push(...(await Promise.all(children)).flat());
  }
  const published = await whatIsPublished();
  for (const digest of announced) expect(published).toContain(digest);
  // Some were killed while they wrote, else this test would show nothing.
  expect(readdirSync(join(root, 'temporary')).length).toBeGreaterThan(0);
  for (const digest of digestsIn('packages', 'sha256')) {
    expect((await store.get(digest)) !== undefined).toBe(published.has(digest));
  }
  await sweepStale(join(root, 'temporary'), /./, 0);
  expect(readdirSync(join(root, 'temporary'))).toEqual([]);
  const next = samplePackage('after all that');
  await store.publish(next);
  expect((await store.get(next.digest))?.digest).toBe(next.digest);
}, 120_000);

test('of rivals that publish for one definition at once exactly one wins, and the others are told', async () => {
  const rounds = 12;
  const start = String(Date.now() + 1500);
  const names = ['a', 'b', 'c', 'd'];
  const said = await Promise.all(names.map((name) => runChild(rival, [root, name, start, String(rounds)])));
  for (let round = 0; round < rounds; round += 1) {
    const outcomes = said.map((lines) => lines[round] ?? '');
    expect(outcomes.map((line) => line.split(' ')[0]).sort()).toEqual([
      'conflict',
      'conflict',
      'conflict',
      'published',
    ]);
    const winner = outcomes.find((line) => line.startsWith('published')) ?? '';
    expect(await whatIsPublished()).toContain(winner.split(' ')[1]);
  }
  expect(digestsIn('definitions')).toHaveLength(rounds);
}, 60_000);
