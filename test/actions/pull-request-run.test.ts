import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main as evaluate } from '../../actions/evaluate/main.ts';
import { main as pipeline } from '../../actions/pipeline/main.ts';
import { main as plan } from '../../actions/plan/main.ts';
import { main as report } from '../../actions/report/main.ts';
import { main as train } from '../../actions/train/main.ts';
import { parseEvidence } from '../../src/core/gate/parse-evidence.ts';
import { edit, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

// The steps of a pull request's own run, in order, on a checkout with its base commit.
let repository: TemporaryRepository;
let base: string;
beforeAll(async () => {
  repository = await templateRepository();
  base = repository.git('rev-parse', 'HEAD');
  repository.git('switch', '--create', 'change');
  edit(repository, 'models/credit-risk/model.yaml', 'applicant:housing]', 'applicant:housing, applicant:job]');
  repository.commit('Add job');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

test('plan gives the models of a matrix, and says why and what is untouched', async () => {
  const toolkit = recordingToolkit();
  await plan(toolkit, runIn(repository.root, base));
  expect(JSON.parse(toolkit.outputs.get('models') ?? '')).toEqual(['credit-risk']);
  expect(toolkit.summaries.join('')).toContain('models/credit-risk/model.yaml:7 features + applicant:job');
  expect(toolkit.summaries.join('')).toContain('1 model is untouched: nothing is trained for them.');
});

test('train and evaluate leave evidence that parses, claimed, beside the package that it is about', async () => {
  const inputs = { model: 'credit-risk', token: 'none' };
  const trained = recordingToolkit(inputs);
  await train(trained, runIn(repository.root, base));
  expect(trained.outputs.get('from')).toBe('trained');
  const evaluated = recordingToolkit(inputs);
  await evaluate(evaluated, runIn(repository.root, base));
  const folder = evaluated.outputs.get('folder') ?? '';
  expect(readdirSync(folder).sort()).toEqual([
    'evidence.json',
    'manifest.json',
    'model.linear.json',
    'prepare.json',
    'profile.json',
  ]);
  const evidence = parseEvidence(readFileSync(path.join(folder, 'evidence.json')), 'evidence.json');
  expect(evidence).toMatchObject({
    level: 'claimed',
    tier: 'dev',
    challenger: { package: trained.outputs.get('package') },
  });
  const page = evaluated.outputs.get('report') ?? '';
  expect(path.relative(repository.root, page)).toBe(path.join('aval-report', 'credit-risk-report.html'));
  expect(readFileSync(page, 'utf8')).toContain('<h3>ROC curve</h3>');
});

test('report puts the comparison into the summary, and a model whose evidence never came waits', async () => {
  const toolkit = recordingToolkit({ models: '["credit-risk","flight-delay"]' });
  await report(toolkit, runIn(repository.root, base));
  expect(JSON.parse(toolkit.outputs.get('outcomes') ?? '')).toEqual({
    'credit-risk': 'pass',
    'flight-delay': 'waiting',
  });
  expect(toolkit.summaries.join('')).toContain('### ⏳ flight-delay: waiting for evidence.');
});

test('what is no evidence is refused, whatever its author wrote into it', async () => {
  const file = path.join(repository.root, 'aval-out/credit-risk/evidence.json');
  const sound = readFileSync(file, 'utf8');
  for (const text of ['{', '[]', sound.replace('"claimed"', '"reproduced!"'), sound.replace('{', '{"extra":1,')]) {
    writeFileSync(file, text);
    const run = report(recordingToolkit({ models: '["credit-risk"]' }), runIn(repository.root, base));
    await expect(run).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'evidence.form' }] });
  }
  writeFileSync(file, sound);
});

test('the pipeline does the same in one step', async () => {
  const toolkit = recordingToolkit({ token: 'none' });
  await pipeline(toolkit, runIn(repository.root, base));
  expect(JSON.parse(toolkit.outputs.get('outcomes') ?? '')).toEqual({ 'credit-risk': 'pass' });
  expect(toolkit.summaries.join('')).toContain('### ✅ credit-risk: promote.');
});

test('a definition that does not load fails the plan, each fault with its place', async () => {
  edit(repository, 'models/credit-risk/model.yaml', 'applicant:job', 'applicant:jbo');
  repository.commit('A typo');
  await expect(plan(recordingToolkit(), runIn(repository.root, base))).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'reference.feature', location: { file: 'models/credit-risk/model.yaml', line: 7 } }],
  });
});
