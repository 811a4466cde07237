import { beforeAll, expect, test } from 'vitest';
import { AvalError } from '../../src/core/errors.ts';
import type { Package, PackageSource } from '../../src/core/registry/package.ts';
import { converge } from '../../src/serving/converge.ts';
import { Fleet } from '../../src/serving/fleet.ts';
import { smallPackage } from './small-package.ts';

let [first, second]: Package[] = [];
beforeAll(async () => {
  [first, second] = [await smallPackage(0), await smallPackage(1)];
});

/** A store of these packages that counts how often it is asked. */
function storeOf(...items: readonly (Package | undefined)[]) {
  let asked = 0;
  const source: PackageSource = {
    async get(digest) {
      asked += 1;
      return items.find((item) => item?.digest === digest);
    },
    find: async () => undefined,
    attachment: async () => undefined,
  };
  return { source, asked: () => asked };
}

const deployed = (version: string, item: Package | undefined) => ({
  apiVersion: 'aval/v1' as const,
  kind: 'Deployment' as const,
  model: 'small',
  version,
  digest: item?.digest ?? '',
});
const desired = (source: PackageSource, ...deployments: ReturnType<typeof deployed>[]) => ({
  commit: 'c',
  deployments,
  broken: [],
  source,
});

test('what git says is loaded once, and a rollback to the version before asks for nothing', async () => {
  const fleet = new Fleet();
  const { source, asked } = storeOf(first, second);
  await converge(fleet, desired(source, deployed('1.0.0', first)));
  expect(await converge(fleet, desired(source, deployed('1.0.0', first)))).toEqual([]);
  await converge(fleet, desired(source, deployed('1.1.0', second)));
  expect(fleet.predictor('small')?.version).toBe('1.1.0');
  expect(fleet.predictor('small', '1.0.0')?.digest).toBe(first?.digest);
  expect(await converge(fleet, desired(source, deployed('1.0.0', first)))).toMatchObject([
    { kind: 'serving', version: '1.0.0' },
  ]);
  expect(fleet.predictor('small', '1.1.0')?.digest).toBe(second?.digest);
  expect(asked()).toBe(2);
});

test('the same bytes under a new version are not loaded again, and no version is lost', async () => {
  const fleet = new Fleet();
  const { source, asked } = storeOf(first, second);
  for (const [version, item] of [
    ['1.0.0', first],
    ['1.1.0', second],
    ['1.2.0', second],
  ] as const) {
    await converge(fleet, desired(source, deployed(version, item)));
  }
  expect([fleet.predictor('small')?.version, fleet.predictor('small', '1.0.0')?.version]).toEqual(['1.2.0', '1.0.0']);
  expect(asked()).toBe(2);
});

test.each([
  ['that no release holds', storeOf(), 'no published package of small has the digest'],
  ['of another model', undefined, 'is of other, and it is to run as small'],
])('a package %s changes nothing but what is said; when it is there, it runs', async (_, given, message) => {
  const other = await smallPackage(1, 'other');
  const store = given ?? storeOf(other);
  const wanted = given === undefined ? other : second;
  const fleet = new Fleet();
  await converge(fleet, desired(storeOf(first).source, deployed('1.0.0', first)));
  const [change] = await converge(fleet, desired(store.source, deployed('1.1.0', wanted)));
  expect(change).toMatchObject({ kind: 'failed', version: '1.1.0', fault: expect.stringContaining(message) });
  expect(fleet.predictor('small')?.version).toBe('1.0.0');
  expect(fleet.standing('small')).toMatchObject({
    wanted: { version: '1.1.0' },
    fault: expect.stringContaining(message),
  });
  await converge(fleet, desired(storeOf(second).source, deployed('1.1.0', second)));
  expect(fleet.standing('small')).toMatchObject({ current: { version: '1.1.0' }, fault: undefined });
});

test('bytes that do not verify never run', async () => {
  const fleet = new Fleet();
  const source = storeOf().source;
  source.get = async () => {
    throw new AvalError('evidence', {
      rule: 'package.digest',
      message: 'package: "model/trees.json" does not have the digest',
    });
  };
  const [change] = await converge(fleet, desired(source, deployed('1.0.0', first)));
  expect(change).toMatchObject({ kind: 'failed', fault: expect.stringContaining('does not have the digest') });
  expect(fleet.predictor('small')).toBeUndefined();
});

test('a model that the environment runs no more is gone, one whose file is broken goes on', async () => {
  const fleet = new Fleet();
  const { source } = storeOf(first);
  await converge(fleet, desired(source, deployed('1.0.0', first)));
  const broken = [{ model: 'small', fault: 'environments/production/small.yaml: unknown key' }];
  expect(await converge(fleet, { ...desired(source), broken })).toMatchObject([{ kind: 'failed', version: '1.0.0' }]);
  expect(fleet.predictor('small')?.version).toBe('1.0.0');
  expect(await converge(fleet, desired(source))).toEqual([{ kind: 'removed', model: 'small' }]);
  expect(fleet.standings).toEqual([]);
});

test('what cannot be loaded is fetched ever less often, at once when asked, and another version at once', async () => {
  const fleet = new Fleet();
  const { source, asked } = storeOf(first);
  const look = (version: string, item: Package | undefined, nudged = false) =>
    converge(fleet, desired(source, deployed(version, item)), nudged);
  const tries: number[] = [];
  for (let number = 1; number <= 100; number += 1) {
    const before = asked();
    await look('1.1.0', second);
    if (asked() > before) tries.push(number);
  }
  expect(tries).toEqual([1, 2, 4, 8, 16, 32, 64, 96]);
  expect(await look('1.1.0', second, true)).toMatchObject([{ kind: 'failed' }]);
  expect(await look('1.0.0', first)).toMatchObject([{ kind: 'serving', version: '1.0.0' }]);
});
