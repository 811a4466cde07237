import { describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../src/core/definitions/load.ts';
import { isDefinitionPath, pathOf, placeOf } from '../../../src/core/definitions/place.ts';
import { formatFault } from '../../../src/core/report/fault.ts';
import { repository, treeOf } from './bad/repository.ts';

describe('a sound repository', () => {
  test('loads every definition by name', async () => {
    const { definitions, faults, documents } = await loadDefinitions(treeOf(repository));
    expect(faults.map(formatFault)).toEqual([]);
    expect(definitions?.project.name).toBe('lending');
    expect([...(definitions?.entities.keys() ?? [])]).toEqual(['applicant', 'airport']);
    expect([...(definitions?.sources.keys() ?? [])]).toEqual(['flights', 'loans']);
    expect([...(definitions?.locks.keys() ?? [])]).toEqual(['flights']);
    expect([...(definitions?.views.keys() ?? [])]).toEqual(['applicant', 'people', 'traffic']);
    expect([...(definitions?.models.keys() ?? [])]).toEqual(['credit', 'delay']);
    expect([...(definitions?.gates.keys() ?? [])]).toEqual(['credit', 'delay']);
    expect(definitions?.deployments.get('production/credit')?.version).toBe('1.3.0');
    expect(documents.get('entities.yaml')).toHaveLength(2);
  });

  test('needs its locks, unless the caller is about to write them', async () => {
    const { 'sources/flights.lock.yaml': _, ...unlocked } = repository;
    const { faults } = await loadDefinitions(treeOf(unlocked));
    expect(faults.map(formatFault)).toEqual([
      `sources/flights.yaml:5:1  source "flights" has no lock, which it needs since it has "time"
  5 │ time: at
    │ ^^^^
  Run: aval data update flights`,
    ]);
    const { definitions } = await loadDefinitions(treeOf(unlocked), { locks: 'optional' });
    expect(definitions?.sources.has('flights')).toBe(true);
  });
});

test('faults of all files come in the order of files and lines', async () => {
  const { definitions, faults } = await loadDefinitions(
    treeOf({ ...repository, 'sources/loans.yaml': 'kind: Source\n', 'aval.yaml': 'kind: Project\nnmae: x\nname: 1\n' }),
  );
  expect(definitions).toBeUndefined();
  const places = faults.map(({ location }) => `${location?.file}:${location?.line}`);
  expect(places).toEqual([...places].sort());
  expect(new Set(faults.map(({ location }) => location?.file))).toEqual(new Set(['aval.yaml', 'sources/loans.yaml']));
});

test('an unknown feature is shown as people will read it', async () => {
  const file = 'models/credit/model.yaml';
  const text = repository[file]?.replace('applicant:amount]', 'applicant:amuont]') ?? '';
  const { faults } = await loadDefinitions(treeOf({ ...repository, [file]: text }));
  expect(faults.map(formatFault)).toEqual([
    `models/credit/model.yaml:4:27  unknown feature "applicant:amuont"
  4 │ features: [applicant:age, applicant:amuont]
    │                           ^^^^^^^^^^^^^^^^
  Did you mean "applicant:amount"? The view has 5 features: aval show applicant`,
  ]);
});

test('the place of a definition says its kind and name, and back', () => {
  expect(placeOf('models/credit-risk/gates.yaml')).toEqual({
    kind: 'Gates',
    identity: { key: 'model', value: 'credit-risk' },
  });
  expect(placeOf('environments/production/credit-risk.yaml')).toMatchObject({ environment: 'production' });
  for (const path of Object.keys(repository).filter((name) => name.endsWith('.yaml'))) {
    const place = placeOf(path);
    expect(place && pathOf(place.kind, place.identity?.value ?? '', place.environment)).toBe(path);
  }
  for (const path of ['models/a/card.md', 'models/a/b/model.yaml', 'x/aval.yaml', 'sources/a.yml', 'aval.yaml.bak'])
    expect(isDefinitionPath(path)).toBe(false);
});
