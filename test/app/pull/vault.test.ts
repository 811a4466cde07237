import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcileLanded } from '../../../app/landed/reconcile-landed.ts';
import { changeOf } from '../../../app/pull/change.ts';
import { reconcilePull } from '../../../app/pull/reconcile-pull.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { sealEvidence } from '../../../src/core/gate/seal.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import type { Use } from '../../../src/core/ledger/ledger.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import type { Package } from '../../../src/core/registry/package.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { firstEvidence } from '../../core/gate/sample-evidence.ts';
import { sampleRows } from '../../core/ledger/sample-rows.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { operations } from '../../github/installed.ts';
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
import { deployment } from './template-repository.ts';

// A promotion that the vault is asked about, through crashes, and the next one on the same rows. The runs are made up; test/actions has the real one.
const production = 'environments/production/credit-risk.yaml';
const gatesFile = 'models/credit-risk/gates.yaml';
let world: ModelsWorld;
let repository: AppRepository;
let item: Package;
let first: number;

beforeAll(async () => {
  world = await makeModelsWorld();
  const template = (file: string) => readFile(join(import.meta.dirname, '../../../model-repo-template', file), 'utf8');
  const gates = (await template(gatesFile)).replace(
    'holdout: {share: 0.5}',
    'holdout: {share: 0.2}\n  vault: {share: 0.3}',
  );
  const project = (await template('aval.yaml')).replace(
    /environments:[\s\S]*?\nfirstVersion/,
    'environments:\n  - name: production\nfirstVersion',
  );
  await commitFiles(world, 'main', {
    'aval.yaml': project,
    [gatesFile]: gates,
    'models/flight-delay/model.yaml': undefined,
    'models/flight-delay/gates.yaml': undefined,
    'models/flight-delay/card.md': undefined,
  });
  repository = await world.open();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const look = (number: number, of = repository) => reconcilePull(of, number, () => 1_800_000_000);
const merge = (pull_number: number) => world.as(world.owner).rest.pulls.merge({ ...world.where, pull_number });
const vaultUses = async () => (await ledgerOf(repository)).uses.filter(({ reserved }) => reserved.vault !== undefined);
const dispatches = (from: number) =>
  operations(world, from).filter((name) => name === 'repos/create-dispatch-event').length;
const gateOf = async (pull_number: number) => {
  const { data } = await world.client.rest.pulls.get({ ...world.where, pull_number });
  const asked = { ...world.where, ref: data.head.sha, check_name: 'aval / gate' };
  const [run] = (await world.client.rest.checks.listForRef(asked)).data.check_runs;
  return { state: run?.conclusion ?? run?.status, title: run?.output.title ?? '', summary: run?.output.summary ?? '' };
};
const comment = async (issue_number: number) =>
  (await world.client.rest.issues.listComments({ ...world.where, issue_number })).data
    .map(({ body }) => body)
    .join('\n');

async function plannedOf(pull_number: number) {
  const { head, base } = (await world.client.rest.pulls.get({ ...world.where, pull_number })).data;
  const change = await changeOf(repository.mirror.repository, parseSha(base.sha), parseSha(head.sha));
  if (change.kind !== 'planned') throw new Error(change.kind);
  return change;
}

/** A run that ended well and left this. */
async function leave(use: Use, make: (run: Evidence['run']) => object): Promise<void> {
  const id = await endRun(world, use, 'success');
  const answer = make({ id: String(id), attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' });
  const file = { format: 'aval/answer/v1', entry: use.digest, ...answer };
  const files: Zippable = {
    'answer.json': Buffer.from(JSON.stringify(file)),
    'manifest.json': manifestBytes(item.manifest),
  };
  for (const [path, bytes] of item.files) files[assetName(path)] = bytes;
  const artifact = { name: answerName(use.digest), bytes: zipSync(files), expiresAt: '2100-01-01T00:00:00Z' };
  world.sandbox.actions.addArtifact(id, artifact);
}

async function onlyOpen(): Promise<Use> {
  const [use, ...more] = openIn(await ledgerOf(repository));
  if (use === undefined || more.length > 0) throw new Error(`${more.length + 1} are open`);
  return use;
}

const command = async () => {
  const { data } = await world.client.rest.pulls.get({ ...world.where, pull_number: first });
  return `/aval evaluate ${data.head.sha.slice(0, 12)}`;
};
const say = (body: string) =>
  world.as(world.writer).rest.issues.createComment({ ...world.where, issue_number: first, body });

const rows = sampleRows('vault', 'holdout');
/** What the run found on the vault; `more` is what it should have kept to itself. */
async function onVault(use: Use, verdict: Evidence['verdict'], more: Partial<Evidence> = {}) {
  const { project, environments } = await plannedOf(first);
  const gates = environments[0]?.vault?.gates;
  if (gates === undefined) throw new Error('the vault is not asked');
  const all: Evidence = {
    ...firstEvidence(),
    challenger: { package: item.digest, definition: use.reserved.definition },
    ...{ policy: policyDigest(gates, project), tier: 'vault', level: 'scored', alpha: 0.05, account: rows.account },
    ledger: { entry: use.digest, used: 1, budget: 1 },
  };
  const evidence = { ...sealEvidence(all, gates, project), verdict, ...more };
  await leave(use, (run) => ({
    answer: { outcome: 'evaluated', evidence: { ...evidence, run } },
    sketch: rows.sketch,
  }));
}

it('a version is released by the holdout alone', async () => {
  const number = await propose(world, 'job', { [modelFile]: withFeature(world, 'job') });
  await look(number);
  const { project, models } = await plannedOf(number);
  const [model] = models;
  if (model?.plan.action !== 'train' || model.trial === undefined) throw new Error('nothing is on trial');
  item = buildPackage({ ...sampleContents(), resolved: model.plan.resolved });
  const policy = policyDigest(model.trial.gates, project);
  const use = await onlyOpen();
  const evidence = {
    ...firstEvidence(),
    challenger: { package: item.digest, definition: model.plan.resolved.digest },
    ...{ policy, account: digestOf('holdout'), alpha: levelOfUse(1, 0.05) },
    ledger: { entry: use.digest, used: 1, budget: 32 },
  };
  const { sketch } = sampleRows('holdout', 'vault');
  await leave(use, (run) => ({ answer: { outcome: 'evaluated', evidence: { ...evidence, run } }, sketch }));
  await look(number);
  await merge(number);
  for (let i = 0; i < 2; i++) await reconcileLanded(repository, 'main');
  await repository.mirror.fetch(['refs/tags/*']);
  expect((await repository.mirror.repository.listTags()).map(({ name }) => name)).toEqual(['credit-risk@v1.0.0']);
}, 60_000);

it('a draft of its promotion asks for nothing; ready, it waits for the vault, and the merge with it', async () => {
  const files = { [production]: deployment('1.0.0', item.digest) };
  const draft = await propose(world, 'draft', files, true);
  await look(draft);
  expect(await vaultUses()).toEqual([]);
  expect((await gateOf(draft)).title).toContain('waiting for the draft to be marked as ready');
  first = await propose(world, 'promote', files);
  await look(first);
  const [use] = await vaultUses();
  expect(use?.reserved).toMatchObject({
    model: 'credit-risk',
    vault: { version: '1.0.0', package: item.digest },
    pull: first,
  });
  const { state, title } = await gateOf(first);
  expect([state, title]).toEqual([
    'in_progress',
    'credit-risk 1.0.0 in production: waiting for its evaluation on the vault.',
  ]);
});

it('an App that stopped at any step goes on with the same use', async () => {
  const reserved = await vaultUses();
  // Stopped between reserving and asking: another process asks, and reserves nothing.
  const other = await world.open();
  world.time.now += 200_000;
  const from = world.sandbox.requests.length;
  await look(first, other);
  expect(dispatches(from)).toBe(1);
  expect(await vaultUses()).toEqual(reserved);
  // GitHub fails while the answer is read: the next look closes it, once.
  const use = await onlyOpen();
  await onVault(use, 'pass');
  world.sandbox.faults.add({ operation: 'actions/list-workflow-run-artifacts', kind: 'refuse', status: 502 });
  await expect(look(first, await world.open())).rejects.toMatchObject({ status: 502 });
  await look(first, await world.open());
  for (let i = 0; i < 2; i++) await look(first);
  expect(await vaultUses()).toMatchObject([
    { digest: use.digest, closed: { answer: { outcome: 'evaluated', use: 1, alpha: 0.05, passed: true } } },
  ]);
});

it('a pass is said without a number beside the rows, and the promotion may be merged', async () => {
  const { state, title, summary } = await gateOf(first);
  expect([state, title]).toEqual(['success', expect.stringContaining('The vault: All rules hold.')]);
  expect(await comment(first)).toContain('The vault: All rules hold.');
  expect(`${title} ${summary}`).not.toMatch(/\d\.\d{2}/);
  const from = world.sandbox.requests.length;
  await look(first);
  expect(operations(world, from, true)).toEqual([]);
});

it('the same promotion by another pull request is answered by the ledger, free', async () => {
  const twin = await propose(world, 'twin', {
    [production]: deployment('1.0.0', item.digest),
    'notes.txt': 'Again.\n',
  });
  await look(twin);
  expect((await gateOf(twin)).state).toBe('success');
  expect(await vaultUses()).toHaveLength(1);
});

it('what a policy that comes along would say counts the vault in, as far as the sealed verdict can tell', async () => {
  const project = await readOn('main', 'aval.yaml');
  const promoteWith = async (branch: string, policy: string) => {
    const files = { [production]: deployment('1.0.0', item.digest), 'aval.yaml': policy };
    const number = await propose(world, branch, files);
    await look(number);
    const [, said] = /Under the gates that this change proposes[^:]*:\* (.*)/.exec(await comment(number)) ?? [];
    return said;
  };
  const claimed = project.replace('- name: production', '- name: production\n    require: {evidence: claimed}');
  expect(await promoteWith('level', claimed)).toContain('The vault: All rules hold.');
  const stricter = project.replace('alpha: 0.05', 'alpha: 0.04');
  expect(await promoteWith('alpha', stricter)).toContain('The vault: The evidence was made under another policy');
});

it('under another policy it is another question, and the same rows are refused until new ones are pinned and a person asks', async () => {
  const gates = await readOn('main', gatesFile);
  await commitFiles(world, 'main', { [gatesFile]: gates.replace('margin: 0.03', 'margin: 0.04') });
  await look(first);
  expect((await gateOf(first)).state).toBe('in_progress');
  const use = await onlyOpen();
  const reason = 'the vault is retired: 100 % of its rows judged before';
  const { account, sketch } = rows;
  await leave(use, () => ({ answer: { outcome: 'refused', account, reason }, sketch }));
  await look(first);
  const { state, title } = await gateOf(first);
  expect([state, title]).toEqual([
    'action_required',
    `credit-risk 1.0.0 in production: waiting for new labelled rows: ${reason}. Once such are pinned: ${await command()}.`,
  ]);
  await look(first);
  expect(await vaultUses()).toHaveLength(2);
  const source = await readOn('main', 'data/german_credit.csv');
  await commitFiles(world, 'main', {
    'data/german_credit.csv': `${source}${source.split('\n')[1]?.replace('gc', 'hc')}\n`,
  });
  await look(first);
  expect(await vaultUses()).toHaveLength(2);
  const { data } = await say(await command());
  await look(first);
  expect((await vaultUses()).map(({ closed }) => closed?.answer.outcome)).toEqual(['evaluated', 'refused', undefined]);
  expect((await onlyOpen()).reserved.comment).toBe(data.id);
});

it('a run that failed twice says what asks again; one that tells more than the verdict is not believed', async () => {
  for (const _ of [1, 2]) await endRun(world, await onlyOpen(), 'failure');
  await look(first);
  const title = expect.stringContaining(`To ask the same vault again: ${await command()}`);
  expect(await gateOf(first)).toMatchObject({ state: 'action_required', title });
  const before = (await vaultUses()).length;
  await look(first);
  expect(await vaultUses()).toHaveLength(before);
  await say(await command());
  await look(first);
  const use = await onlyOpen();
  const { measurements } = firstEvidence();
  await onVault(use, 'fail', { measurements });
  await look(first);
  expect((await gateOf(first)).title).toContain('it tells more of the vault than the verdict');
});

async function readOn(ref: string, path: string): Promise<string> {
  const { data } = await world.client.rest.repos.getContent({ ...world.where, path, ref });
  return 'content' in data ? Buffer.from(data.content, 'base64').toString('utf8') : '';
}
