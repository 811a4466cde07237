import { afterAll, beforeAll, expect, it } from 'vitest';
import { observeLanded } from '../../../app/landed/observe.ts';
import { packagesOf } from '../../../app/landed/packages.ts';
import { publishVersions } from '../../../app/landed/publish-versions.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { AvalError } from '../../../src/core/errors.ts';
import type { Package } from '../../../src/core/registry/package.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { createAnnotatedTag } from '../../../src/github/annotated-tag.ts';
import { samplePackage } from '../../core/registry/sample-package.ts';
import { operations } from '../../github/installed.ts';
import { type ModelsWorld, makeModelsWorld } from '../models-world.ts';
import { released } from '../pull/sample-observed.ts';

const item = samplePackage();
let world: ModelsWorld;
let repository: AppRepository;
beforeAll(async () => {
  world = await makeModelsWorld();
  repository = await world.open();
  await tag('churn', '1.0.0', samplePackage('gone'));
  await tag('credit-risk', '1.0.0', samplePackage('older'));
  await tag('credit-risk', '1.1.0', item);
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

async function tag(model: string, version: string, { digest }: Package): Promise<void> {
  const record = { ...released(version, model).record, package: digest };
  const commit = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
  const tagger = { name: 'aval[bot]', email: 'aval@example.org', date: '2026-05-01T12:00:00Z' };
  await createAnnotatedTag(repository, {
    name: `${model}@v${version}`,
    commit,
    message: formatReleaseRecord(record),
    tagger,
  });
}
async function publish(known: readonly Package[]): Promise<string[]> {
  const landed = await observeLanded(repository, 'main');
  if (landed === undefined) throw new Error('nothing landed');
  const missing = await publishVersions(repository, landed, async (digest) => {
    const found = known.find((one) => one.digest === digest);
    if (found === undefined) throw new AvalError('evidence', { rule: 'release.package', message: 'nowhere' });
    return found;
  });
  return [...missing];
}
const published = async () =>
  (await world.client.rest.repos.listReleases({ ...world.where })).data.map(({ tag_name, draft }) => [tag_name, draft]);

it('the newest of each model is published; one whose package is nowhere keeps no other', async () => {
  expect(await publish([item])).toEqual(['churn@v1.0.0']);
  expect(await published()).toEqual([['credit-risk@v1.1.0', false]]);
});

it('what is published is left alone, what is missing is tried again', async () => {
  const from = world.sandbox.requests.length;
  expect(await publish([item])).toEqual(['churn@v1.0.0']);
  expect(operations(world, from, true)).toEqual([]);
  expect(await publish([samplePackage('gone')])).toEqual([]);
  expect((await published()).map(([name]) => name)).toContain('churn@v1.0.0');
});

it('an error of GitHub is no missing package', async () => {
  await tag('credit-risk', '1.2.0', item);
  world.sandbox.faults.add({ operation: 'repos/create-release', kind: 'refuse', status: 502 });
  await expect(publish([item])).rejects.toMatchObject({ status: 502 });
});

it('a package is read from its release, once, and is nowhere where neither release nor run has it', async () => {
  const landed = await observeLanded(repository, 'main');
  if (landed === undefined) throw new Error('nothing landed');
  const packageOf = packagesOf(repository, landed);
  const from = world.sandbox.requests.length;
  expect((await packageOf(item.digest)).digest).toBe(item.digest);
  const asked = world.sandbox.requests.length - from;
  await packageOf(item.digest);
  expect(world.sandbox.requests.length - from).toBe(asked);
  const nowhere = { class: 'evidence', faults: [{ rule: 'release.package' }] };
  await expect(packageOf(samplePackage('older').digest)).rejects.toMatchObject(nowhere);
});

it('a release that someone else published under our tag is not taken for ours', async () => {
  await tag('fraud', '1.0.0', item);
  const theirs = { ...world.where, tag_name: 'fraud@v1.0.0', name: 'fraud 1.0.0' };
  await world.as(world.owner).rest.repos.createRelease(theirs);
  expect(await publish([item])).toContain('fraud@v1.0.0');
});
