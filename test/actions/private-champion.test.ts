import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main as evaluate } from '../../actions/evaluate/main.ts';
import { main as plan } from '../../actions/plan/main.ts';
import { main as report } from '../../actions/report/main.ts';
import { digestOf } from '../../src/core/digest.ts';
import { aval, edit, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

// Production runs a version that reads a credit bureau's scores, which are private; a change does without them.
const model = 'models/credit-risk/model.yaml';
const source = (more = '') => `apiVersion: aval/v1
kind: Source
name: bureau
description: Scores of a credit bureau.
owner: risk-team
uri: https://localhost:1/bureau.csv
access: environment
licence: bought
origin: a bureau
${more}columns:
  id: {type: string, unique: true}
  score: {type: int}
`;
const view = `apiVersion: aval/v1
kind: FeatureView
name: bureau
description: What the bureau says.
owner: risk-team
entity: applicant
source: bureau
features:
  score:
`;
let repository: TemporaryRepository;
let base: string;
beforeAll(async () => {
  repository = await templateRepository();
  const rows = readFileSync(path.join(repository.root, 'data/german_credit.csv'), 'utf8').match(/^"gc\d+"/gm) ?? [];
  const scores = `id,score\n${rows.map((id, k) => `${id},${(k * 37) % 100}\n`).join('')}`;
  repository.write({
    'sources/bureau.yaml': source(),
    'sources/bureau.lock.yaml': `apiVersion: aval/v1\nkind: SourceLock\nsource: bureau\ndigest: ${digestOf(scores)}\nrows: 1000\n`,
    'features/bureau.yaml': view,
  });
  edit(repository, model, 'applicant:housing]', 'applicant:housing, bureau:score]');
  repository.commit('Ask a bureau');
  mkdirSync(path.join(repository.root, '.aval/data'), { recursive: true }); // as if they had been fetched before
  writeFileSync(path.join(repository.root, '.aval/data', digestOf(scores).replace(':', '-')), scores);
  for (const args of ['publish credit-risk', 'promote credit-risk --to production']) {
    const { code, stderr } = await aval(repository.root, args.split(' '));
    if (code !== 0) throw new Error(stderr);
  }
  base = repository.commit('Run it');
  rmSync(path.join(repository.root, '.aval'), { recursive: true }); // another machine
  edit(repository, model, ', bureau:score]', ']');
  for (const file of ['sources/bureau.yaml', 'sources/bureau.lock.yaml', 'features/bureau.yaml'])
    repository.remove(file);
  repository.commit('Do without the bureau');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const waits =
  'the trusted run: source "bureau", which version 1.0.0 in production reads, can be read in an environment only, and declares no sample';

test('what only production still reads is waited for: the change is trained, its package kept, and nothing fails', async () => {
  const planned = recordingToolkit();
  await plan(planned, runIn(repository.root, base));
  expect(JSON.parse(planned.outputs.get('models') ?? '')).toEqual(['credit-risk']);
  const evaluated = recordingToolkit({ model: 'credit-risk', token: 'none' });
  await evaluate(evaluated, runIn(repository.root, base));
  expect(evaluated.outputs.get('outcome')).toBe('waiting');
  expect(evaluated.lines.join('\n')).toContain(`credit-risk: waiting for ${waits}.`);
  const folder = evaluated.outputs.get('folder') ?? '';
  expect(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))).toMatchObject({ model: 'credit-risk' });
  expect(existsSync(path.join(folder, 'evidence.json'))).toBe(false);
});

test('the report says that the comparison waits for the trusted run, and why', async () => {
  const toolkit = recordingToolkit({ models: '["credit-risk"]' });
  await report(toolkit, runIn(repository.root, base));
  expect(JSON.parse(toolkit.outputs.get('outcomes') ?? '')).toEqual({ 'credit-risk': 'waiting' });
  expect(toolkit.lines.join('\n')).toContain('aiting for the trusted run: source "bureau"');
  expect(toolkit.summaries.join('')).toMatch(/⏳ .*waiting for the trusted run/);
});
