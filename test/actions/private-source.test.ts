import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main as evaluate } from '../../actions/evaluate/main.ts';
import { main as plan } from '../../actions/plan/main.ts';
import { main as report } from '../../actions/report/main.ts';
import { digestOf } from '../../src/core/digest.ts';
import { parseEvidence } from '../../src/core/gate/parse-evidence.ts';
import { edit, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

// A pull request's own run of a model whose data only the trusted run can fetch. Nothing is behind the address.
const source = 'sources/applications.yaml';
let repository: TemporaryRepository;
let base: string;
beforeAll(async () => {
  repository = await templateRepository();
  const rows = readFileSync(path.join(repository.root, 'data/german_credit.csv'), 'utf8').split('\n');
  edit(repository, source, 'uri: data/german_credit.csv', 'uri: https://localhost:1/credit.csv');
  edit(repository, source, 'access: repository', 'access: environment\nsample: data/sample_[x](y).csv');
  repository.write({
    'data/sample_[x](y).csv': `${rows.slice(0, 601).join('\n')}\n`,
    'sources/applications.lock.yaml': `apiVersion: aval/v1\nkind: SourceLock\nsource: applications\ndigest: ${digestOf('x')}\nrows: 1000\n`,
  });
  base = repository.commit('Behind a login');
  edit(repository, 'models/credit-risk/model.yaml', 'applicant:housing]', 'applicant:housing, applicant:job]');
  repository.commit('Add job');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

async function planned() {
  const toolkit = recordingToolkit();
  await plan(toolkit, runIn(repository.root, base));
  return { models: JSON.parse(toolkit.outputs.get('models') ?? ''), toolkit };
}

async function reported(models: readonly string[]) {
  const toolkit = recordingToolkit({ models: JSON.stringify(models) });
  await report(toolkit, runIn(repository.root, base));
  return { outcomes: JSON.parse(toolkit.outputs.get('outcomes') ?? ''), summary: toolkit.summaries.join('') };
}

test('with a sample is trained and evaluated on that, beside other definitions than the trusted run, and says so', async () => {
  expect((await planned()).models).toEqual(['credit-risk']);
  const evaluated = recordingToolkit({ model: 'credit-risk', token: 'none' });
  await evaluate(evaluated, runIn(repository.root, base));
  const file = path.join(evaluated.outputs.get('folder') ?? '', 'evidence.json');
  const evidence = parseEvidence(readFileSync(file), file);
  expect(evidence).toMatchObject({ level: 'claimed', tier: 'dev' });
  expect(evidence.rows.evaluated).toBeLessThan(200);
  const { outcomes, summary } = await reported(['credit-risk']);
  expect(outcomes).toEqual({ 'credit-risk': expect.stringMatching(/pass|fail|inconclusive/) });
  expect(summary).toContain(
    '*These figures are from a sample: the data of applications can be read in the trusted run only.*',
  );
});

test('without a sample waits for the trusted run: the matrix leaves it out, plan and report say why', async () => {
  edit(repository, source, 'sample: data/sample_[x](y).csv\n', '');
  repository.commit('No sample');
  const sentence =
    'waits for the trusted run: source "applications" can be read in an environment only, and declares no sample';
  const { models, toolkit } = await planned();
  expect(models).toEqual([]);
  expect(toolkit.lines).toContain(`credit-risk: ${sentence}`);
  expect(toolkit.summaries.join('')).toContain('waits for the trusted run');
  // Whatever the job left: no run of a pull request can have read these data.
  const { outcomes, summary } = await reported([]);
  expect(outcomes).toEqual({ 'credit-risk': 'waiting' });
  expect(summary).toMatch(/⏳ .*waiting for the trusted run/);
  const evaluated = evaluate(recordingToolkit({ model: 'credit-risk', token: 'none' }), runIn(repository.root, base));
  await expect(evaluated).rejects.toMatchObject({ faults: [{ rule: 'source.credentials' }] });
});
