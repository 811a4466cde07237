import { type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { observeLanded } from '../../../app/landed/observe.ts';
import { reconcileLanded } from '../../../app/landed/reconcile-landed.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { ledgerOf, type ModelsWorld, makeModelsWorld, modelFile, openIn } from '../models-world.ts';
import { commitFiles } from '../repository-world.ts';

// A model that its own program trains, pushed to the default branch without a pull request.
let world: ModelsWorld;
let repository: AppRepository;
let commit: string;
beforeAll(async () => {
  world = await makeModelsWorld();
  const train =
    'train:\n  engine: command\n  run: [python3, train.py]\n  files: [train.py]\n  lock: lock.txt\n  seed: 7\n';
  commit = await commitFiles(world, 'main', {
    'models/flight-delay/model.yaml': undefined,
    'models/flight-delay/gates.yaml': undefined,
    'models/flight-delay/card.md': undefined,
    'train.py': 'print()\n',
    'lock.txt': 'none\n',
    [modelFile]: world.model.replace(/^train:\n(?: .*\n)+/m, train),
  });
  repository = await world.open();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const look = () => reconcileLanded(repository, 'main');
const uses = async () => (await ledgerOf(repository)).uses;
const issues = async () => (await world.client.rest.issues.listForRepo({ ...world.where, state: 'open' })).data;

/** The push's own run, still going on. */
function begin(): number {
  return world.sandbox.actions.createRun({
    repository: 'olivia/credit',
    name: 'aval',
    path: '.github/workflows/aval.yaml',
    event: 'push',
    headSha: commit,
    headBranch: 'main',
    headRepository: 'olivia/credit',
    actor: 'olivia',
    attempt: 1,
    pullRequests: [],
    displayTitle: `aval at ${commit}`,
  }).id;
}
const end = (run: number): void => world.sandbox.actions.updateRun(run, { status: 'completed', conclusion: 'success' });

it("waits for the push's own run to be there, and to end", async () => {
  expect((await look()).again).toBeGreaterThan(0);
  const run = begin();
  expect((await look()).again).toBeGreaterThan(0);
  expect([await uses(), await issues()]).toEqual([[], []]);
  end(run);
});

it('where that run left no package, one issue says what to do', async () => {
  for (let i = 0; i < 2; i++) expect(await look()).toEqual({});
  expect(await uses()).toEqual([]);
  expect(await issues()).toMatchObject([{ body: expect.stringMatching(/no artifact.*Or open a pull request/) }]);
});

it('the package that it made is what is asked about', async () => {
  const resolved = (await observeLanded(repository, 'main'))?.models[0]?.resolved;
  if (resolved === undefined) throw new RangeError('one model');
  const item = buildPackage({ ...sampleContents(), resolved });
  const files: Zippable = { 'credit-risk/manifest.json': manifestBytes(item.manifest) };
  for (const [path, bytes] of item.files) files[`credit-risk/${assetName(path)}`] = bytes;
  const run = begin();
  const artifact = { name: 'aval-credit-risk', bytes: zipSync(files), expiresAt: '2100-01-01T00:00:00Z' };
  world.sandbox.actions.addArtifact(run, artifact);
  end(run);
  expect(await look()).toEqual({ again: 0 });
  const [use] = openIn(await ledgerOf(repository));
  expect(use?.reserved).toMatchObject({ commit, given: { package: item.digest, run } });
});
