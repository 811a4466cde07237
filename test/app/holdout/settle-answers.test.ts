import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Use } from '../../../src/core/ledger/ledger.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { packageAmongFiles } from '../../../src/core/registry/package-among-files.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { samplePackage } from '../../core/registry/sample-package.ts';
import { filesOf, item, makeSettleWorld, type SettleWorld } from './settle-world.ts';

let world: SettleWorld;
beforeAll(async () => {
  world = await makeSettleWorld();
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

it.each<[string, (id: number, use: Use) => unknown, RegExp]>([
  ['left nothing', () => undefined, /left no answer/],
  [
    'left what expired',
    (id, use) => world.leave(id, use, zipSync(filesOf(use, id)), '2020-01-01T00:00:00Z'),
    /left no answer/,
  ],
  [
    'left another file',
    (id, use) => world.leave(id, use, zipSync({ 'other.json': Buffer.from('{}') })),
    /left no answer/,
  ],
  ['left a broken archive', (id, use) => world.leave(id, use, Buffer.from('no archive at all')), /cannot be unpacked/],
  [
    'left a folder',
    (id, use) => world.leave(id, use, zipSync({ '../answer.json': Buffer.from('{}') })),
    /artifact is refused/,
  ],
  ['left no JSON', (id, use) => world.leave(id, use, zipSync({ 'answer.json': Buffer.from('nul') })), /is no answer/],
  ['lied about its level', (id, use) => world.leave(id, use, zipSync(filesOf(use, id, { alpha: 0.04 }))), /may spend/],
  [
    'names another package',
    (id, use) => world.leave(id, use, zipSync(filesOf(use, id, { package: samplePackage('x') }))),
    /another package/,
  ],
  [
    'left a file with other bytes',
    (id, use) => world.leave(id, use, zipSync({ ...filesOf(use, id), 'model.trees.json': Buffer.from('{}') })),
    /model\/trees\.json|size|sha256/,
  ],
  [
    'left a file less',
    (id, use) => world.leave(id, use, zipSync({ 'answer.json': filesOf(use, id)['answer.json'] as Uint8Array })),
    /manifest/,
  ],
])('a run that %s closes its use as failed, with the reason', async (_, left, reason) => {
  const use = await world.reserved();
  const id = world.run(use, 'success');
  left(id, use);
  expect(await world.look(use)).toBe('closed');
  expect(await world.answerTo(use)).toEqual({ outcome: 'failed', reason: expect.stringMatching(reason) });
});

it('a package is read out of its files, and files beside it do not count', () => {
  const files = new Map(
    Object.entries({ 'manifest.json': manifestBytes(item.manifest), 'extra.sh': new Uint8Array(3) }),
  );
  for (const [path, bytes] of item.files) files.set(assetName(path), bytes);
  expect(packageAmongFiles(files).digest).toBe(item.digest);
  expect(() => packageAmongFiles(new Map())).toThrow(expect.objectContaining({ class: 'evidence' }));
});
