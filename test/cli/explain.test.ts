import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Explanation } from '../../src/core/explanation/explanation.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

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

test('says which pairs of features act together, and the rows of the matrix are the attributions', {
  timeout: 120_000,
}, async () => {
  const { explained } = await explanationOf('--interactions', '--method', 'exact', '--report', 'why.html');
  for (const { contributions, interactions } of explained) {
    const { players = [], matrix = [] } = interactions ?? {};
    expect([...players].sort()).toEqual(contributions.map(({ feature }) => feature).sort());
    for (const { feature, share } of contributions) {
      const row = matrix[players.indexOf(feature)] ?? [];
      expect(row.reduce((sum, one) => sum + one, 0)).toBeCloseTo(share, 10);
    }
  }
  expect(readFileSync(join(repository.root, 'why.html'), 'utf8')).toContain(
    '<th scope="col" class="right">interaction',
  );
  const { stdout } = await aval(repository.root, ['explain', 'credit-risk', '--interactions', '--method', 'exact']);
  expect(stdout).toMatch(/applicant:\S+ +applicant:\S+ +[+−]0\.\d{4}/);
});

test('LIME says how well its surrogates follow the model', { timeout: 120_000 }, async () => {
  const { explained, fidelity, provenance } = await explanationOf('--method', 'lime', '--evaluations', '500');
  expect(provenance).toMatchObject({ method: 'lime', evaluations: 500 });
  expect(provenance).not.toHaveProperty('tolerance');
  expect(fidelity).toMatchObject({ value: expect.any(Number), low: expect.any(Number), high: expect.any(Number) });
  for (const row of explained) {
    expect(row.fidelity).toBeLessThanOrEqual(1);
    expect(row.contributions.every(({ slope }) => Number.isFinite(slope))).toBe(true);
  }
  const { stdout } = await aval(repository.root, [
    'explain',
    'credit-risk',
    '--method',
    'lime',
    '--evaluations',
    '500',
  ]);
  expect(stdout).toContain("surrogates' mean fidelity (weighted R²) is");
  expect(stdout).toContain("add up to the surrogate's answer, not to the model's");
});

test('refuses rows that are not dev rows, and what does not fit, each with a way out', {
  timeout: 120_000,
}, async () => {
  const refused = async (...options: readonly string[]) =>
    (await aval(repository.root, ['explain', 'credit-risk', ...options])).stderr;
  // gc0001 is there, and no dev row.
  expect(await refused('--key', 'gc0001')).toContain('no dev row has the key "gc0001"');
  expect(await refused('--method', 'tree')).toContain('engine gbdt');
  expect(await refused('--method', 'shap')).toContain('Expected tree, treePath');
  expect(await refused('--method', 'integratedGradients')).toContain('the engine linear tells none');
  expect(await refused('--interactions')).toContain('Ask for --interactions with --method exact');
  expect(await refused('--method', 'lime', '--evaluations', '39')).toContain('at least 40');
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

test('a net is explained by its slopes, and says by how much they miss', { timeout: 120_000 }, async () => {
  const file = 'models/credit-risk/model.yaml';
  edit(repository, file, 'engine: linear', 'engine: tfjs');
  edit(repository, file, 'parameters: {l2: 1}', 'parameters: {layers: [8, 4], epochs: 20}');
  repository.commit('A net');
  const { explained, largestGap, provenance } = await explanationOf('--method', 'integratedGradients');
  expect(provenance).toMatchObject({ method: 'integratedGradients', scale: 'probability', evaluations: 50 });
  for (const { answer, base, contributions, gap = Number.NaN } of explained) {
    const sum = contributions.reduce((total, { share }) => total + share, base);
    expect(sum - answer).toBeCloseTo(gap, 6);
    expect(Math.abs(gap)).toBeLessThan(1e-3);
  }
  expect(largestGap).toBeLessThan(1e-3);
});
