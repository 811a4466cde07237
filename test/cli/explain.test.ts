import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Explanation } from '../../src/core/explanation/explanation.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, templateRepository } from './aval.ts';

let repository: TemporaryRepository;

beforeAll(async () => {
  repository = await templateRepository();
}, 120_000);

async function explanationOf(...options: readonly string[]): Promise<Explanation> {
  const found = await avalJson(repository.root, 'explain', 'credit-risk', ...options);
  return (found as unknown as { explanation: Explanation }).explanation;
}

test('says what the model leans on, and each row adds up to what the model answers', { timeout: 120_000 }, async () => {
  const { provenance, sizes, explained, dependence, importance } = await explanationOf('--report', 'why.html');
  expect(provenance).toMatchObject({ method: 'linear', scale: 'log odds' });
  expect(sizes.map(({ feature }) => feature).sort()).toEqual(importance.features.map(({ feature }) => feature).sort());
  expect(sizes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  expect(explained).toHaveLength(3);
  for (const { answer, base, contributions } of explained) {
    const sum = contributions.reduce((total, { share }) => total + share, base);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(answer, 6);
  }
  expect(dependence[0]?.feature).toBe(sizes[0]?.feature);
  const page = readFileSync(join(repository.root, 'why.html'), 'utf8');
  expect(page).toContain('applicant:duration');
  expect(page).not.toContain('<script');
});

test('explains rows by key and from a file, by a method that asks the model', { timeout: 120_000 }, async () => {
  const [first] = (await explanationOf()).explained;
  const { explained, provenance } = await explanationOf('--key', first?.key ?? '', '--method', 'exact');
  expect(provenance).toMatchObject({ method: 'exact', scale: 'probability', evaluations: 16 });
  expect(explained.map(({ key }) => key)).toEqual([first?.key]);
  expect(explained[0]?.answer).toBeCloseTo(first?.answer ?? Number.NaN, 10);
  const values = Object.fromEntries(explained[0]?.contributions.map(({ feature, value }) => [feature, value]) ?? []);
  writeFileSync(join(repository.root, 'rows.json'), JSON.stringify([{ key: 'mine', ...values }]));
  const given = (await explanationOf('--rows', 'rows.json')).explained;
  expect(given[0]).toMatchObject({ key: 'mine', answer: first?.answer, contributions: first?.contributions });
});

test('refuses rows that are not dev rows, and what does not fit, each with a way out', {
  timeout: 120_000,
}, async () => {
  const refused = async (...options: readonly string[]) =>
    (await aval(repository.root, ['explain', 'credit-risk', ...options])).stderr;
  // gc0001 is there, and no dev row.
  expect(await refused('--key', 'gc0001')).toContain('no dev row has the key "gc0001"');
  expect(await refused('--method', 'tree')).toContain('engine gbdt');
  expect(await refused('--method', 'lime')).toContain('Expected tree, treePath');
  writeFileSync(join(repository.root, 'rows.json'), '[{"applicant:amuont": 3}]');
  expect(await refused('--rows', 'rows.json')).toContain('Did you mean "applicant:amount"?');
});

test('the report of a change has both models side by side, and no single row', { timeout: 120_000 }, async () => {
  await aval(repository.root, ['compare', 'credit-risk', '--report', 'report.html']);
  const page = readFileSync(join(repository.root, 'report.html'), 'utf8');
  expect(page).toContain('What the model leans on');
  expect(page).toContain('linear SHAP, in log odds');
  expect(page).not.toMatch(/gc\d{4}/);
});
