import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runJob } from '../../actions/holdout/run-child.ts';
import { checkAnswer } from '../../app/holdout/check-answer.ts';
import { changeOf } from '../../app/pull/change.ts';
import { judgeVault } from '../../app/pull/plan-vault.ts';
import type { VaultTrial } from '../../app/pull/vault-trial.ts';
import type { Project } from '../../src/core/definitions/schema/project.ts';
import { type AnswerFile, parseAnswerFile } from '../../src/core/ledger/answer-file.ts';
import type { Asked, Entry } from '../../src/core/ledger/entry.ts';
import { closeUse, entryText, readLedger } from '../../src/core/ledger/ledger.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { avalJson, edit } from '../cli/aval.ts';
import { passing } from '../core/gate/sample-evidence.ts';
import { type Given, modelFile, reserved, type TrustedCheckout, trustedCheckout } from './holdout-fixture.ts';

// The App asks, the trusted run answers, the App checks: about a version that a laptop released, and promotes beside it.
let checkout: TrustedCheckout;
const gates = 'models/credit-risk/gates.yaml';
const versions = ['1.0.0', '2.0.0'];
const promotions = new Map<string, string>();

beforeAll(async () => {
  checkout = await trustedCheckout();
  const { repository } = checkout;
  edit(repository, gates, 'holdout: {share: 0.5}', 'holdout: {share: 0.2}\n  vault: {share: 0.3}\n  equalRows: 1');
  edit(repository, gates, 'margin: 0.03', 'margin: 0.3'); // 300 rows decide that much
  edit(repository, gates, 'margin: 0.03', 'margin: 0.3');
  repository.commit('Set a vault aside');
  await avalJson(repository.root, 'publish', 'credit-risk');
  edit(repository, modelFile, 'housing]', 'housing, applicant:job]');
  repository.commit('Add the job');
  await avalJson(repository.root, 'publish', 'credit-risk');
  for (const version of versions) {
    repository.git('switch', '--quiet', '--create', `promote-${version}`, 'main');
    await avalJson(repository.root, 'promote', `credit-risk@${version}`, '--to', 'production');
    promotions.set(version, repository.commit(`Promote ${version}`));
    repository.git('switch', '--quiet', 'main');
  }
}, 180_000);
afterAll(() => checkout[Symbol.dispose]());

/** What the App finds to be asked, from git alone. */
async function askedFor(version: string): Promise<{ asked: Asked; trial: VaultTrial; project: Project }> {
  const { root, git } = checkout.repository;
  const [commit, base] = [parseSha(promotions.get(version) ?? ''), parseSha(git('rev-parse', 'main'))];
  const change = await changeOf(await openRepository(root), base, commit);
  if (change.kind !== 'planned') throw new Error(change.kind);
  const [{ vault } = {}] = change.environments;
  if (vault === undefined) throw new Error('the vault is not asked');
  return { asked: { ...vault.question, commit, base, pull: 1 }, trial: vault, project: change.project };
}

async function run(entries: readonly Entry[], given: Given = {}) {
  const store = new FolderStore(path.join(checkout.repository.root, '.aval/packages'));
  const { signal } = new AbortController();
  const released: Given['released'] = (digest) => store.get(digest);
  return checkout.run(entries, { evaluate: (job, limits) => runJob(job, limits, signal), released, ...given });
}

async function answered(entries: readonly Entry[]): Promise<{ file: AnswerFile; said: string }> {
  const { ended, folder, toolkit } = await run(entries);
  await ended;
  const bytes = readFileSync(path.join(folder(), 'answer.json'));
  const log = [...toolkit.lines, ...toolkit.summaries, JSON.stringify(toolkit.faults)];
  return { file: parseAnswerFile(bytes), said: log.join('\n') };
}

/** The ledger with the newest entry closed as the App closes it. */
function closed(entries: readonly Entry[], file: AnswerFile, { statistics }: Project): Entry[] {
  const ledger = readLedger(entries.map(entryText));
  const use = ledger.uses.at(-1);
  if (use === undefined) throw new RangeError('a use');
  return [...entries, closeUse(ledger, use.digest, checkAnswer(file, use, ledger, statistics, 77))];
}

let afterFirst: readonly Entry[];
test('the vault is asked about the released package, and the verdict is the one of the command line', async () => {
  const { asked, trial, project } = await askedFor('1.0.0');
  expect(asked.vault).toMatchObject({ version: '1.0.0' });
  const entries = reserved(asked);
  const { file, said } = await answered(entries);
  if (file.answer.outcome !== 'evaluated') throw new Error(file.answer.reason);
  const { evidence } = file.answer;
  expect(evidence).toMatchObject({ tier: 'vault', level: 'scored', alpha: 0.05, measurements: [], groups: {} });
  expect(evidence.challenger.package).toBe(asked.vault?.package);
  afterFirst = closed(entries, file, project);
  expect(afterFirst.at(-1)).toMatchObject({ answer: { use: 1, alpha: 0.05, passed: true } });
  const args = ['promote', 'credit-risk@1.0.0', '--to', 'production', '--vault', '--yes'];
  const laptop = await avalJson(checkout.repository.root, ...args);
  checkout.repository.git('checkout', '--quiet', '--', '.');
  checkout.repository.git('clean', '--quiet', '-fd', 'environments');
  expect(judgeVault(evidence, trial, project)).toEqual(laptop['vault']);
  // Nothing finer than the verdict: of all numbers with decimals, the level alone leaves.
  const decimals = (text: string) => [...text.matchAll(/\d\.\d{2,}/g)].map(([number]) => number);
  expect(decimals(JSON.stringify(evidence))).toEqual(['0.05']);
  expect(decimals(said)).toEqual([]);
}, 120_000);

test('a second promotion on the same rows is refused, and the App agrees; nothing is scored', async () => {
  const { asked, project } = await askedFor('2.0.0');
  const entries = reserved(asked, afterFirst);
  const { file } = await answered(entries);
  expect(file.answer).toMatchObject({
    outcome: 'refused',
    reason: 'the vault is retired: 100 % of its rows judged before',
  });
  expect(closed(entries, file, project).at(-1)).toMatchObject({ answer: { outcome: 'refused' } });
}, 60_000);

test.each<[string, Partial<Asked>, Given, RegExp]>([
  ['a package that no release holds', {}, { released: async () => undefined }, /no release holds the package sha256/],
  [
    'a package that its release does not name',
    { vault: { version: '2.0.0', package: `sha256:${'0'.repeat(64)}` } },
    {},
    /the release credit-risk@v2\.0\.0 holds sha256:.*, not sha256:0000/,
  ],
  ['a version that is no release', { vault: { version: '9.0.0', package: `sha256:${'0'.repeat(64)}` } }, {}, /9\.0\.0/],
  [
    'another question',
    { question: `sha256:${'1'.repeat(64)}` },
    {},
    /the entry's question is not what its commits say/,
  ],
])('%s stops the run before data are read', async (_, other, given, says) => {
  const { asked } = await askedFor('2.0.0');
  const { ended, jobs } = await run(reserved({ ...asked, ...other }), given);
  await expect(ended).rejects.toThrow(says);
  expect(jobs).toEqual([]);
});

test('evidence that tells more than the verdict is handed out by nobody, and believed by nobody', async () => {
  const { asked, project } = await askedFor('1.0.0');
  const entries = reserved(asked);
  const { file } = await answered(entries);
  if (file.answer.outcome !== 'evaluated') throw new Error(file.answer.reason);
  const { evidence } = file.answer;
  const told = { ...evidence, measurements: passing };
  const more: AnswerFile = { ...file, answer: { ...file.answer, evidence: told } };
  const { signal } = new AbortController();
  const evaluate: Given['evaluate'] = async (job, limits) => {
    await runJob(job, limits, signal);
    writeFileSync(path.join(job.output, 'answer.json'), JSON.stringify(more));
  };
  const { ended, left } = await run(entries, { evaluate });
  const before = left();
  await expect(ended).rejects.toThrow('the evaluation answered more than was asked for');
  expect(left().filter((name) => !before.includes(name))).toEqual([]);
  expect(() => closed(entries, more, project)).toThrow(/it tells more of the vault than the verdict/);
}, 60_000);
