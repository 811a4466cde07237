import { type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcileLanded } from '../../../app/landed/reconcile-landed.ts';
import { changeOf } from '../../../app/pull/change.ts';
import { reconcilePull } from '../../../app/pull/reconcile-pull.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { estimate, firstEvidence } from '../../core/gate/sample-evidence.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { endRun, ledgerOf, type ModelsWorld, makeModelsWorld, modelFile, openIn, propose } from '../models-world.ts';
import { commitFiles } from '../repository-world.ts';

// A model that its own program trains: one definition, and as many packages of it as someone who may push has runs.
let world: ModelsWorld;
let repository: AppRepository;
let files: Record<string, string>;
beforeAll(async () => {
  world = await makeModelsWorld();
  await commitFiles(world, 'main', {
    'models/flight-delay/model.yaml': undefined,
    'models/flight-delay/gates.yaml': undefined,
    'models/flight-delay/card.md': undefined,
  });
  repository = await world.open();
  const train =
    'train:\n  engine: command\n  run: [python3, train.py]\n  files: [train.py]\n  lock: lock.txt\n  seed: 7\n';
  const model = world.model.replace(/^train:\n(?: .*\n)+/m, train);
  files = { 'train.py': 'print()\n', 'lock.txt': 'none\n', [modelFile]: model };
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const expiresAt = '2100-01-01T00:00:00Z';
const look = (number: number) => reconcilePull(repository, number, () => 1_800_000_000);
const pullOf = async (pull_number: number) => (await world.client.rest.pulls.get({ ...world.where, pull_number })).data;

/** The pull request's own run gives a package with this in it, and the holdout finds it good; its digest. */
async function judgeGiven(number: number, by: string, used: number): Promise<string> {
  const { base, head } = await pullOf(number);
  await look(number);
  const change = await changeOf(repository.mirror.repository, parseSha(base.sha), parseSha(head.sha));
  const [model] = change.kind === 'planned' ? change.models : [];
  if (change.kind !== 'planned' || model?.plan.action !== 'train' || model.trial === undefined)
    throw new Error('nothing is on trial');
  const { resolved } = model.plan;
  const trees = new TextEncoder().encode(JSON.stringify({ trees: [], by }));
  const item = buildPackage({ ...sampleContents('d', new Map([['trees.json', trees]])), resolved });
  const parts = new Map([['manifest.json', manifestBytes(item.manifest)]]);
  for (const [path, bytes] of item.files) parts.set(assetName(path), bytes);
  const run = world.sandbox.actions.createRun({
    repository: 'olivia/credit',
    name: 'aval',
    path: '.github/workflows/aval.yaml',
    event: 'pull_request',
    headSha: head.sha,
    headBranch: head.ref,
    headRepository: 'olivia/credit',
    actor: 'walter',
    attempt: 1,
    pullRequests: [],
    displayTitle: 'aval',
  }).id;
  const own: Zippable = Object.fromEntries([...parts].map(([path, bytes]) => [`credit-risk/${path}`, bytes]));
  world.sandbox.actions.addArtifact(run, { name: 'aval-credit-risk', bytes: zipSync(own), expiresAt });
  world.sandbox.actions.updateRun(run, { status: 'completed', conclusion: 'success' });
  await look(number);
  const [use] = openIn(await ledgerOf(repository));
  if (use === undefined) throw new Error(`nothing was asked about the package of ${by}`);
  const id = await endRun(world, use, 'success');
  const evidence = {
    ...firstEvidence(estimate(0.2, 0.15, 0.25)),
    challenger: { package: item.digest, definition: resolved.digest },
    ...{ level: 'scored', policy: policyDigest(model.trial.gates, change.project), alpha: levelOfUse(used, 0.05) },
    ledger: { entry: use.digest, used, budget: 32 },
    run: { id: String(id), attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
  };
  const answer = { format: 'aval/answer/v1', entry: use.digest, answer: { outcome: 'evaluated', evidence } };
  const left: Zippable = { ...Object.fromEntries(parts), 'answer.json': Buffer.from(JSON.stringify(answer)) };
  world.sandbox.actions.addArtifact(id, { name: answerName(use.digest), bytes: zipSync(left), expiresAt });
  await look(number);
  const checks = await world.client.rest.checks.listForRef({
    ...world.where,
    ref: head.sha,
    check_name: 'aval / gate',
  });
  expect(checks.data.check_runs[0]?.conclusion).toBe('success');
  return item.digest;
}

it('what is released is the package that was reviewed, whatever else of its definition was found good since', async () => {
  const reviewed = await propose(world, 'reviewed', files);
  const { head } = await pullOf(reviewed);
  const good = await judgeGiven(reviewed, 'the author', 1);
  const copy = await propose(world, 'copy-of-it', { ...files, 'notes.txt': 'Of no matter.\n' });
  await judgeGiven(copy, 'somebody else', 2);
  // The same within the pull request: another head for as long as it takes.
  await commitFiles(world, 'reviewed', { 'notes.txt': 'Of no matter, too.\n' }, 'reviewed');
  await judgeGiven(reviewed, 'somebody who may push', 3);
  const client = world.as(world.writer);
  await client.rest.git.updateRef({ ...world.where, ref: 'heads/reviewed', sha: head.sha, force: true });
  await look(reviewed);
  await world.as(world.owner).rest.pulls.merge({ ...world.where, pull_number: reviewed });
  for (let i = 0; i < 2; i++) await reconcileLanded(repository, 'main');
  await repository.mirror.fetch(['refs/tags/*']);
  const tags = await repository.mirror.repository.listTags();
  expect(tags.map(({ message }) => /^Aval-Package: (.*)$/m.exec(message)?.[1])).toEqual([good]);
}, 60_000);
