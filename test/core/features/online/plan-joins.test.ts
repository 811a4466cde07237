import { expect, test } from 'vitest';
import type { FeatureView } from '../../../../src/core/definitions/schema/feature-view.ts';
import type { Source } from '../../../../src/core/definitions/schema/source.ts';
import { type CurrentDefinitions, planJoins } from '../../../../src/core/features/online/plan-joins.ts';
import type { ResolvedModel } from '../../../../src/core/plan/resolved-model.ts';
import { templateModel } from '../../../fixtures/template-model.ts';

const { resolved: trained } = templateModel('flight-delay');

/** What is defined now: as it was trained, but for these. */
function now(view: Partial<FeatureView> | null, source: Partial<Source> = {}): CurrentDefinitions {
  const views = new Map(trained.views);
  const sources = new Map(trained.sources);
  const [traffic, departures] = [views.get('origin_traffic'), sources.get('departures')];
  if (traffic === undefined || departures === undefined) throw new Error('not the template');
  if (view === null) views.delete('origin_traffic');
  else views.set('origin_traffic', { ...traffic, ...view });
  sources.set('departures', { ...departures, ...source });
  return { views, sources, entities: trained.entities };
}

const columns = trained.sources.get('departures')?.columns ?? {};
const aggregate = trained.views.get('origin_traffic')?.aggregate ?? {};

test('the view that is online is joined by the airport that the flight leaves from, at its time', () => {
  const [planned, ...others] = planJoins(trained, now({}));
  expect(others).toEqual([]);
  expect(planned).toMatchObject({
    kind: 'join',
    join: {
      features: ['mean_delay_3h'],
      keys: [{ name: 'flight:origin', type: 'category' }],
      time: 'flight:scheduled_at',
    },
  });
});

test.each<[string, CurrentDefinitions, string]>([
  ['known at another time', now({ knownAt: 'departed_at' }), 'knownAt departed_at + '],
  [
    'a longer window',
    now({ aggregate: { ...aggregate, mean_delay_3h: { function: 'mean', of: 'delay_min', window: '4h' } } }),
    'aggregate.mean_delay_3h.window 3h → 4h',
  ],
  ['another zone of its source', now({}, { zone: 'UTC' }), 'departures: zone America/Los_Angeles → UTC'],
  [
    'another type of a column',
    now({}, { columns: { ...columns, delay_min: { ...columns['delay_min'], type: 'float' } as never } }),
    'departures: columns.delay_min.type int → float',
  ],
  ['gone', now(null), "features/origin_traffic.yaml is gone or can't be read"],
])('a view that is not what the version was trained with is refused: %s', (_, current, fault) => {
  expect(planJoins(trained, current)).toMatchObject([
    { kind: 'refused', view: 'origin_traffic', features: ['mean_delay_3h'], fault: expect.stringContaining(fault) },
  ]);
});

test.each<[string, CurrentDefinitions]>([
  ['a description', now({ description: 'Otherwise said.' })],
  [
    'an aggregate that the model does not use',
    now({ aggregate: { ...aggregate, departures_1h: { function: 'count', window: '2h' } } }),
  ],
  ['a column that the source has gained', now({}, { columns: { ...columns, gate: columns['origin'] as never } })],
])('what can not change its values leaves it joined: %s', (_, current) => {
  expect(planJoins(trained, current)).toMatchObject([{ kind: 'join' }]);
});

test('the source is read where it lies now, with the columns that the version knows', () => {
  const moved = now(
    {},
    {
      uri: 'https://data.example.org/departures.parquet',
      access: 'public',
      columns: { ...columns, gate: columns['origin'] as never },
    },
  );
  const [planned] = planJoins(trained, moved);
  if (planned?.kind !== 'join') throw new Error('not joined');
  const source = planned.join.resolved.sources.get('departures');
  expect(source).toMatchObject({ uri: 'https://data.example.org/departures.parquet', access: 'public' });
  expect(Object.keys(source?.columns ?? {})).toEqual(Object.keys(columns));
});

test('a view is joined as it is marked now, not as it was when the version was trained', () => {
  expect(planJoins(trained, now({ online: false }))).toEqual([]);
});

test('a key that is no feature is asked for by its column of the spine', () => {
  const features = trained.model.features.filter((name) => name !== 'flight:origin');
  const without: ResolvedModel = { ...trained, model: { ...trained.model, features } };
  expect(planJoins(without, now({}))).toMatchObject([
    { join: { keys: [{ name: 'departures:origin', type: 'category' }] } },
  ]);
});

test('a feature that holds the column of another row is no key', () => {
  const view = trained.views.get('flight');
  if (view === undefined) throw new Error('not the template');
  const byAirport = { ...view, entity: 'airport', keys: { iata: 'destination' } };
  const other: ResolvedModel = { ...trained, views: new Map([...trained.views, ['flight', byAirport]]) };
  expect(planJoins(other, { ...now({}), views: other.views })).toMatchObject([
    { join: { keys: [{ name: 'departures:origin' }], time: undefined } },
  ]);
});
