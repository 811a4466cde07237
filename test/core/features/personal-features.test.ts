import { expect, test } from 'vitest';
import { featureViewSchema } from '../../../src/core/definitions/schema/feature-view.ts';
import { modelSchema } from '../../../src/core/definitions/schema/model.ts';
import { personalFeatures } from '../../../src/core/features/personal-features.ts';
import { spineSource } from '../../fixtures/spine-source.ts';

const apiVersion = 'aval/v1';
const column = { type: 'int', unique: false, nulls: 0, personal: false } as const;
const people = { ...spineSource('people'), columns: { id: column, age: { ...column, personal: true }, shop: column } };

function personalOf(view: object, features: readonly string[]): readonly string[] {
  const train = { engine: 'gbdt' };
  const model = modelSchema.parse({
    apiVersion,
    kind: 'Model',
    name: 'm',
    features: features.map((one) => `v:${one}`),
    train,
  });
  const parsed = featureViewSchema.parse({
    apiVersion,
    kind: 'FeatureView',
    name: 'v',
    entity: 'e',
    source: 'people',
    ...view,
  });
  return [...personalFeatures({ model, views: new Map([['v', parsed]]), sources: new Map([['people', people]]) })];
}

test('a feature is personal where it is the column, or names it in SQL; what was aggregated is, but for a count', () => {
  const features = {
    age: null,
    years: { column: 'age' },
    decade: { sql: 'AGE // 10' },
    shop: null,
    note: { sql: "shop || 'age'" },
  };
  expect(personalOf({ features }, Object.keys(features))).toEqual(['v:age', 'v:years', 'v:decade']);
  const aggregate = {
    oldest: { function: 'max', of: 'age', window: '7d' },
    visits: { function: 'count', window: '7d' },
  };
  expect(personalOf({ time: 'id', aggregate }, Object.keys(aggregate))).toEqual(['v:oldest']);
});

test('of a view with SQL of its own any feature may hold what the SQL reads', () => {
  const features = { a: null, b: null };
  expect(personalOf({ sql: 'SELECT id, shop AS a, age AS b FROM people', features }, ['a', 'b'])).toEqual([
    'v:a',
    'v:b',
  ]);
  expect(personalOf({ sql: 'SELECT * FROM people', features }, ['a'])).toEqual(['v:a']);
  expect(personalOf({ sql: 'SELECT id, shop AS a, 1 AS b FROM people', features }, ['a', 'b'])).toEqual([]);
});
