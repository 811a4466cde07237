import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { landedApprovals } from '../../../app/landed/approvals.ts';
import { reconcileLanded } from '../../../app/landed/reconcile-landed.ts';
import { changeOf } from '../../../app/pull/change.ts';
import { reconcilePull } from '../../../app/pull/reconcile-pull.ts';
import type { AppRepository } from '../../../app/repository.ts';
import type { User } from '../../../sandbox/state/people.ts';
import type { CountedApproval } from '../../../src/core/gate/approvals.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { findModel, findRelease } from '../../../src/core/registry/find-release.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { parseReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { registryOf } from '../../../src/engines/workspace/champion.ts';
import { verifyVersion } from '../../../src/engines/workspace/verify-version.ts';
import { openWorkspace } from '../../../src/engines/workspace/workspace.ts';
import { ReleaseSource } from '../../../src/github/release-source.ts';
import { estimate, firstEvidence } from '../../core/gate/sample-evidence.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { cloneWith } from '../../sandbox/world.ts';
import {
  endRun,
  ledgerOf,
  type ModelsWorld,
  makeModelsWorld,
  modelFile,
  openIn,
  propose,
  withFeature,
} from '../models-world.ts';
import { commitFiles } from '../repository-world.ts';

let world: ModelsWorld;
let repository: AppRepository;
let number: number;
let uma: User;
let vera: User;
const gatesFile = 'models/credit-risk/gates.yaml';
beforeAll(async () => {
  world = await makeModelsWorld('Organization');
  [uma, vera] = [world.sandbox.user('uma'), world.sandbox.user('vera')];
  for (const user of [uma, vera]) world.sandbox.collaborate(world.repo, user, 'write');
  world.sandbox.addTeam(world.owner, 'Risk owners', [uma]);
  const gates = await readFile(join(import.meta.dirname, '../../../model-repo-template', gatesFile), 'utf8');
  await commitFiles(world, 'main', {
    'models/flight-delay/model.yaml': undefined,
    'models/flight-delay/gates.yaml': undefined,
    'models/flight-delay/card.md': undefined,
    [gatesFile]: `${gates}whenInconclusive: {approve: {count: 1, from: [risk-owners]}}\n`,
  });
  repository = await world.open();
  number = await propose(world, 'job', { [modelFile]: withFeature(world, 'job') });
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const look = () => reconcilePull(repository, number, () => 1_800_000_000);
const pullOf = async () => (await world.client.rest.pulls.get({ ...world.where, pull_number: number })).data;
const approve = (by: User) =>
  world
    .as(by)
    .rest.pulls.createReview({ ...world.where, pull_number: number, event: 'APPROVE', body: 'few rows, fine' });
const gate = async () => {
  const ref = (await pullOf()).head.sha;
  const { data } = await world.client.rest.checks.listForRef({ ...world.where, ref, check_name: 'aval / gate' });
  const [run] = data.check_runs;
  return [run?.conclusion, run?.output.title];
};

/** A run that evaluated what is asked, and can't tell. */
async function answerUndecided(): Promise<void> {
  const [use] = openIn(await ledgerOf(repository));
  const { head, base } = await pullOf();
  const change = await changeOf(repository.mirror.repository, parseSha(base.sha), parseSha(head.sha));
  if (use === undefined || change.kind !== 'planned') throw new Error('nothing is asked');
  const [model] = change.models;
  if (model?.plan.action !== 'train' || model.trial === undefined) throw new Error('nothing is on trial');
  const item = buildPackage({ ...sampleContents(), resolved: model.plan.resolved });
  const id = await endRun(world, use, 'success');
  const evidence = {
    ...firstEvidence(estimate(0.02, -0.05, 0.09)),
    challenger: { package: item.digest, definition: model.plan.resolved.digest },
    policy: policyDigest(model.trial.gates, change.project),
    alpha: levelOfUse(1, 0.05),
    ledger: { entry: use.digest, used: 1, budget: 32 },
    run: { id: String(id), attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
  };
  const answer = { format: 'aval/answer/v1', entry: use.digest, answer: { outcome: 'evaluated', evidence } };
  const files: Zippable = {
    'answer.json': Buffer.from(JSON.stringify(answer)),
    'manifest.json': manifestBytes(item.manifest),
  };
  for (const [path, bytes] of item.files) files[assetName(path)] = bytes;
  const artifact = { name: answerName(use.digest), bytes: zipSync(files), expiresAt: '2100-01-01T00:00:00Z' };
  world.sandbox.actions.addArtifact(id, artifact);
}

it('too few rows are red, and the check says whose approval is missing', async () => {
  await look();
  await answerUndecided();
  await look();
  const [conclusion, title] = await gate();
  expect(conclusion).toBe('failure');
  expect(title).toContain("can't tell yet");
  expect(title).toContain('Needs 1 more approval by risk-owners');
});

it('an approval by someone else changes nothing; that of a member of the team turns it green, and it names her', async () => {
  await approve(vera);
  await look();
  expect((await gate())[0]).toBe('failure');
  await approve(uma);
  await look();
  const [conclusion, title] = await gate();
  expect(conclusion).toBe('success');
  expect(title).toContain('promote, overridden');
  expect(title).toContain('approved by uma (risk-owners)');
});

it('an approval counts for what lands only where it was merged', async () => {
  const use = (await ledgerOf(repository)).uses[0];
  if (use === undefined) throw new RangeError('one use');
  const policy = { whenInconclusive: { approve: { count: 1, from: ['risk-owners'] } } };
  expect(await landedApprovals(repository, use, policy)).toEqual([]);
  await world.as(vera).rest.pulls.merge({ ...world.where, pull_number: number });
  expect(await landedApprovals(repository, use, policy)).toEqual([
    { login: 'uma', teams: ['risk-owners'] },
    { login: 'vera' },
  ]);
  const { pull: _, ...ofLanded } = use.reserved;
  expect(await landedApprovals(repository, { ...use, reserved: ofLanded }, policy)).toEqual([]);
});

it('what people answered for is released, and its tag names them and the team', async () => {
  for (let i = 0; i < 2; i++) await reconcileLanded(repository, 'main');
  await repository.mirror.fetch(['refs/tags/*']);
  const [tag] = await repository.mirror.repository.listTags();
  expect(tag?.name).toBe('credit-risk@v1.0.0');
  expect(parseReleaseRecord(tag?.message ?? '')).toMatchObject({
    record: { approvedBy: [{ login: 'uma', team: 'risk-owners' }] },
  });
});

it('proves offline, by who approved as whom, that it might be released', async () => {
  const clone = await cloneWith({ ...world, repository: world.repo }, world.sandbox.tokenFor(uma));
  const side = await openWorkspace(clone);
  const registry = await registryOf(side, side.head);
  const workspace = { ...side, store: new ReleaseSource(world.client, world.where, registry) };
  const release = findRelease(registry, { model: 'credit-risk' });
  const verdictOf = async (approvedBy: CountedApproval[]) => {
    const claimed = { ...release, record: { ...release.record, approvedBy } };
    const state = { ...findModel(registry, 'credit-risk'), versions: [claimed] };
    return (await verifyVersion(workspace, state, claimed)).find(({ check }) => check === 'verdict');
  };
  const uncounted = { ok: false, says: expect.stringContaining('Needs 1 more approval by risk-owners') };
  expect(await verdictOf([{ login: 'uma', team: 'risk-owners' }])).toMatchObject({
    ok: true,
    says: expect.stringContaining('approved by uma (risk-owners)'),
  });
  expect(await verdictOf([{ login: 'uma' }])).toMatchObject(uncounted);
  expect(await verdictOf([{ login: 'uma', team: 'elsewhere' }])).toMatchObject(uncounted);
});
