import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit } from './aval.ts';
import { latenessRepository } from './lateness-repository.ts';

// A model of three classes and one that ranks, from the first version to one that is held against it, in order.
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await latenessRepository();
}, 60_000);
afterAll(() => repository[Symbol.dispose]());
vi.setConfig({ testTimeout: 60_000 }); // each runs the command line a few times

const run = (...args: string[]) => avalJson(repository.root, ...args);
const models = ['lateness', 'look-first'] as const;

interface Measured {
  readonly quantity: { readonly metric: string; readonly class?: string };
  readonly challenger: { readonly value?: number; readonly n: number; readonly method?: string };
  readonly difference?: { readonly value?: number };
}

async function measured(model: string): Promise<{ evidence: Record<string, unknown>; measurements: Measured[] }> {
  const { models: found } = (await run('evaluate', model)) as { models: { evidence: Record<string, unknown> }[] };
  const evidence = found[0]?.evidence ?? {};
  return { evidence, measurements: evidence['measurements'] as Measured[] };
}

test('their definitions are sound, and first versions are trained and judged against no model', async () => {
  expect(await run('validate')).toMatchObject({ outcome: 'ok', models: 2 });
  expect(await run('train')).toMatchObject({ models: [{ from: 'trained' }, { from: 'trained' }] });
  expect(await run('gate')).toMatchObject({ outcome: 'ok' });
});

test('they are published, and run in production', async () => {
  expect(await run('publish')).toMatchObject({ models: [{ version: '1.0.0' }, { version: '1.0.0' }] });
  for (const model of models) await run('promote', model, '--to', 'production');
  repository.commit('Run them');
});

test('a multiclass change is measured whole and class by class, against production on the same rows', async () => {
  repository.git('switch', '--create', 'traffic');
  for (const model of models)
    edit(repository, `models/${model}/model.yaml`, 'flight:origin]', 'flight:origin, flight:before_min]');
  repository.commit('How late flights have been running');
  const { evidence, measurements } = await measured('lateness');
  expect(evidence).toMatchObject({ champion: { version: '1.0.0' }, disagreement: { method: 'Wilson' } });
  const of = (metric: string, name?: string) =>
    measurements.find(({ quantity }) => quantity.metric === metric && quantity.class === name);
  const recalls = ['on time', 'late', 'very late'].map((name) => of('recall', name)?.challenger);
  const rows = (evidence['rows'] as { evaluated: number }).evaluated;
  expect(recalls.reduce((sum, recall) => sum + (recall?.n ?? 0), 0)).toBe(rows);
  const right = recalls.reduce((sum, recall) => sum + (recall?.n ?? 0) * (recall?.value ?? 0), 0);
  expect(of('accuracy')?.challenger).toMatchObject({ n: rows, method: 'Wilson' });
  expect(right / rows).toBeCloseTo(of('accuracy')?.challenger.value ?? 0, 9);
});

test('a ranking is measured by queries: days of an airport', async () => {
  const { evidence, measurements } = await measured('look-first');
  const [ndcg] = measurements;
  const rows = (evidence['rows'] as { evaluated: number }).evaluated;
  expect(ndcg).toMatchObject({ quantity: { metric: 'ndcg' }, challenger: { method: 'BCa bootstrap' } });
  expect(ndcg?.challenger.n).toBeGreaterThan(100);
  expect(ndcg?.challenger.n).toBeLessThan(rows / 10);
});

test('compare writes both into one comment, gate judges both, and each says its unit', async () => {
  const { stdout } = await aval(repository.root, ['compare']);
  expect(stdout).toContain('| ROC AUC of very late |');
  expect(stdout).toContain('<summary>By class</summary>');
  expect(stdout).toMatch(/difference, 90 % \| queries \| rule/);
  const { code, stdout: verdicts } = await aval(repository.root, ['gate']);
  expect([0, 1]).toContain(code); // whether the better feature is enough is for the data to say
  expect(verdicts).toContain('ROC AUC of very late: ');
  expect(verdicts).toContain('nDCG: ');
});

test('on the holdout the same rules decide, by numbers that are rounded', async () => {
  const { code, stdout } = await aval(repository.root, ['gate', '--holdout', '--yes']);
  expect([0, 1]).toContain(code);
  expect(stdout).toMatch(/lateness: .*\n/);
  expect(stdout).toMatch(/look-first: .*\n/);
});

test('classes in another order are another model: production can not be compared with it', async () => {
  const file = 'models/lateness/gates.yaml';
  repository.git('switch', 'main');
  edit(repository, file, '[on time, late, very late]', '[late, on time, very late]');
  repository.commit('List the classes in another order');
  const { code, stderr } = await aval(repository.root, ['evaluate', 'lateness']);
  expect([code, stderr]).toEqual([expect.any(Number), expect.stringContaining('the same in another order')]);
  expect(code).not.toBe(0);
  expect(readFileSync(path.join(repository.root, file), 'utf8')).toContain('[late, on time');
});

test('a class that no training row has is refused where the classes are listed, with the rows of each', async () => {
  edit(repository, 'sources/flights.yaml', 'very late]', 'very late, cancelled]');
  edit(repository, 'models/lateness/gates.yaml', 'on time, very late]', 'on time, very late, cancelled]');
  const { code, stdout, stderr } = await aval(repository.root, ['train', 'lateness']);
  expect(code).toBe(1);
  const said = `${stdout}${stderr}`;
  expect(said).toMatch(/models\/lateness\/gates\.yaml:8:\d+/);
  expect(said).toMatch(
    /none of the \d+ training rows has the class "cancelled"[\s\S]*Rows by class: "late" [1-9]\d*, "on time" [1-9]\d*, "very late" [1-9]\d*, "cancelled" 0/,
  );
});
