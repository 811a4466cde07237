import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Change, changeOf, type ModelChange } from '../../../app/pull/change.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { openRepository } from '../../../src/engines/git/repository.ts';
import type { TemporaryRepository } from '../../engines/git/temporary-repository.ts';
import {
  deployment,
  gatesFile,
  modelFile,
  onlyPackage,
  repositoryWithReleases,
  tagRelease,
} from './template-repository.ts';

let repository: TemporaryRepository;
let main: string;
let branches = 0;
beforeAll(async () => {
  repository = await repositoryWithReleases();
  main = repository.git('rev-parse', 'HEAD');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

type Edit = readonly [file: string, from: string, to: string];
const addJob: Edit = [modelFile, 'applicant:housing]', 'applicant:housing, applicant:job]'];
const stricter: Edit = [gatesFile, 'margin: 0.03', 'margin: 0.01'];

/** A commit on `from` with these edits and files; undefined takes one away. */
function commit(edits: readonly Edit[], files: Record<string, string | undefined> = {}, from = main): string {
  repository.git('switch', '--quiet', '--force-create', `branch-${branches++}`, from);
  for (const [file, old, text] of edits) {
    const before = readFileSync(path.join(repository.root, file), 'utf8');
    if (!before.includes(old)) throw new Error(`${file} does not hold ${old}`);
    repository.write({ [file]: before.replace(old, text) });
  }
  for (const [file, text] of Object.entries(files))
    text === undefined ? repository.remove(file) : repository.write({ [file]: text });
  return repository.commit('change');
}
const change = async (head: string, base = main): Promise<Change> =>
  changeOf(await openRepository(repository.root), parseSha(base), parseSha(head));
async function models(head: string, base = main): Promise<readonly ModelChange[]> {
  const found = await change(head, base);
  if (found.kind !== 'planned') throw new Error(`${found.kind}: ${JSON.stringify(found)}`);
  return found.models;
}
const trialOf = async (head: string, base = main) => {
  const [first] = await models(head, base);
  if (first?.trial === undefined) throw new Error('no model is on trial');
  return first.trial;
};

test('what reaches no model changes none', async () => {
  expect(await models(commit([['README.md', '#', '# Our']]))).toEqual([]);
});

test("a change of a model is tried by base's policy, once for this definition", async () => {
  const head = commit([addJob]);
  const [one, ...more] = await models(head);
  expect(more).toEqual([]);
  expect(one).toMatchObject({ plan: { action: 'train', model: 'credit-risk' }, trial: { introduced: false } });
  expect(one?.trial?.proposed).toBeUndefined();
  expect(await trialOf(commit([addJob, ['README.md', '#', '# Our']]))).toEqual(await trialOf(head));
});

test('a change of policy beside it is judged by the old one, and asks what it would have asked without', async () => {
  const trial = await trialOf(commit([addJob, stricter]));
  expect(JSON.stringify(trial.gates)).not.toContain('0.01');
  expect(JSON.stringify(trial.proposed)).toContain('0.01');
  expect(trial.question).toEqual((await trialOf(commit([addJob]))).question);
});

test('a change of policy alone trains and asks nothing', async () => {
  const found = await models(commit([stricter]));
  expect(found.map(({ plan }) => plan.action)).not.toContain('train');
});

test('base that moved asks the same where it is unrelated, and something else under another policy', async () => {
  const head = commit([addJob]);
  const { question } = await trialOf(head);
  expect((await trialOf(head, commit([['README.md', '#', '# New']]))).question).toEqual(question);
  const moved = await trialOf(head, commit([stricter]));
  expect(moved.question).toEqual({ ...question, question: moved.question.question });
  expect(moved.question.question).not.toBe(question.question);
  const running = commit([], { 'environments/production/credit-risk.yaml': deployment('1.0.0') });
  const beside = await trialOf(head, running);
  expect(beside.champion).toEqual({ version: '1.0.0', package: onlyPackage('1.0.0') });
  expect(beside.question.question).not.toBe(question.question);
});

test('two sides that conflict are a conflict, whatever they hold', async () => {
  const base = commit([[modelFile, 'applicant:housing]', 'applicant:housing, applicant:age]']]);
  expect(await change(commit([addJob]), base)).toEqual({ kind: 'conflict' });
});

test('a base without aval.yaml is not managed, also where the change brings one', async () => {
  const base = commit([], { 'aval.yaml': undefined });
  expect(await change(commit([addJob], {}, base), base)).toEqual({ kind: 'unmanaged' });
  expect(await change(commit([addJob]), base)).toMatchObject({ kind: 'unmanaged' });
});

test("base's policy that can't be read is said with its place; the change's own is judged by base's", async () => {
  const broken: Edit = ['aval.yaml', 'kind: Project', 'kind: Project\nunknownKey: 1'];
  const base = commit([broken]);
  const found = await change(commit([addJob], {}, base), base);
  expect(found).toMatchObject({ kind: 'unreadable', faults: [{ location: { file: 'aval.yaml' }, commit: base }] });
  expect((await change(commit([broken]))).kind).toBe('planned');
});

test('what production runs and no release holds makes it unreadable: nothing is compared with it', async () => {
  for (const text of [deployment('9.9.9'), deployment('1.0.0', onlyPackage('1.1.0'))]) {
    const base = commit([], { 'environments/production/credit-risk.yaml': text });
    expect(await change(commit([addJob]), base)).toMatchObject({ kind: 'unreadable' });
  }
});

test('an invalid definition, and one that is taken away, are said by name', async () => {
  const [invalid] = await models(commit([[modelFile, 'applicant:housing]', 'applicant:hosing]']]));
  expect(invalid?.plan).toMatchObject({ action: 'invalid', model: 'credit-risk' });
  const [gone] = await models(commit([], { 'models/credit-risk': undefined }));
  expect(gone?.plan).toEqual({ action: 'remove', model: 'credit-risk' });
});

test('a new model is tried by its own gates, which is said', async () => {
  const base = commit([], { 'models/credit-risk': undefined });
  repository.git('checkout', '--quiet', main, '--', 'models/credit-risk');
  const trial = await trialOf(repository.commit('a new model'), base);
  expect(trial.introduced).toBe(true);
  expect(trial.champion).toBeUndefined();
});

test('a definition that was released before is kept, and nothing is tried', async () => {
  const head = commit([addJob]);
  const { question } = await trialOf(head);
  tagRelease(repository, '1.2.0', question.definition);
  const [one] = await models(head);
  expect(one?.trial).toBeUndefined();
  expect(one?.plan).toMatchObject({ action: 'keep', because: 'released', version: '1.2.0' });
});

test('a policy that would land must be one that can be read', async () => {
  const policy = async (head: string) => {
    const found = await change(head);
    return found.kind === 'planned' ? found.policy : found;
  };
  expect(await policy(commit([], { 'README.md': 'words' }))).toEqual({ files: [], faults: [] });
  expect(await policy(commit([stricter]))).toEqual({ files: [gatesFile], faults: [] });
  expect(await policy(commit([], { 'aval.yaml': 'kind: Nothing' }))).toMatchObject({
    files: ['aval.yaml'],
    faults: [{ location: { file: 'aval.yaml' } }],
  });
  expect(await policy(commit([], { 'aval.yaml': undefined }))).toMatchObject({ faults: [{ rule: 'file.project' }] });
});
