import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import type { Catalogue } from './catalogue.ts';
import { checkTimeColumn, columnOf, isNumeric, unknownColumn } from './columns.ts';
import { faultAt, faultAtKey, unknownName } from './fault-at.ts';

type View = DocumentOf<'FeatureView'>;
type SourceDocument = DocumentOf<'Source'>;

/** A view's entity, source and columns exist, and what needs times has them. */
export function* checkFeatureView(view: View, catalogue: Catalogue): Generator<Fault> {
  const { entity: entityName, source: sourceName } = view.value;
  const entity = catalogue.entity.get(entityName);
  const source = catalogue.source.get(sourceName);
  if (!entity) yield unknownName(view, ['entity'], 'entity', entityName, catalogue.entity.keys());
  if (!source) yield unknownName(view, ['source'], 'source', sourceName, catalogue.source.keys());
  yield* checkNames(view);
  yield* checkTimeKeys(view);
  if (entity) yield* checkKeys(view, entity);
  // What a SELECT yields is known only to the engine that runs it.
  if (!source || view.value.sql !== undefined) return;
  if (entity) yield* checkKeyColumns(view, entity, source);
  yield* checkColumns(view, source);
}

function* checkNames(view: View): Generator<Fault> {
  const { features, aggregate, name } = view.value;
  const aggregates = Object.keys(aggregate);
  if (Object.keys(features).length + aggregates.length === 0)
    yield faultAt(view, [], 'view.empty', `the view "${name}" has no features`, 'Add "features:" or "aggregate:".');
  for (const feature of aggregates) {
    if (!Object.hasOwn(features, feature)) continue;
    const message = `"${feature}" is both a feature and an aggregate`;
    yield faultAtKey(view, ['aggregate', feature], 'view.name', message, 'Rename one of them.');
  }
  for (const [feature, { column, sql }] of Object.entries(features)) {
    if (column !== undefined && sql !== undefined)
      yield faultAtKey(view, ['features', feature, 'sql'], 'view.feature', `"${feature}" has both "column" and "sql"`);
  }
}

function* checkTimeKeys(view: View): Generator<Fault> {
  if (view.value.time !== undefined) return;
  for (const key of ['knownAt', 'createdAt', 'ttl'] as const) {
    if (view.value[key] !== undefined)
      yield faultAtKey(view, [key], 'view.time', `"${key}" needs "time": the column that says when a row happened`);
  }
  const [first] = Object.keys(view.value.aggregate);
  if (first !== undefined)
    yield faultAtKey(view, ['aggregate', first], 'view.time', `the window of "${first}" needs "time" in its view`);
}

function* checkKeys(view: View, entity: DocumentOf<'Entity'>): Generator<Fault> {
  for (const key of Object.keys(view.value.keys)) {
    if (entity.value.keys.includes(key)) continue;
    const fault = unknownName(view, ['keys', key], 'key', key, entity.value.keys);
    const location = view.locate(['keys', key], 'key');
    yield { ...fault, message: `unknown key "${key}" of entity "${entity.value.name}"`, location };
  }
}

function* checkKeyColumns(view: View, entity: DocumentOf<'Entity'>, source: SourceDocument): Generator<Fault> {
  for (const key of entity.value.keys) {
    const mapped = Object.hasOwn(view.value.keys, key) ? view.value.keys[key] : undefined;
    if (columnOf(source, mapped ?? key)) continue;
    if (mapped !== undefined) yield unknownColumn(view, ['keys', key], source, mapped);
    else {
      const message = `source "${source.value.name}" has no column for the key "${key}" of entity "${entity.value.name}"`;
      yield faultAt(view, ['entity'], 'view.key', message, `Add "keys: {${key}: <column>}".`);
    }
  }
}

function* checkColumns(view: View, source: SourceDocument): Generator<Fault> {
  const { time, createdAt, knownAt, features, aggregate } = view.value;
  yield* checkTimeColumn(view, ['time'], source, time);
  yield* checkTimeColumn(view, ['createdAt'], source, createdAt);
  const isName = knownAt !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(knownAt);
  if (isName) yield* checkTimeColumn(view, ['knownAt'], source, knownAt);
  for (const [name, feature] of Object.entries(features)) {
    const column = feature.column ?? name;
    if (feature.sql !== undefined || columnOf(source, column)) continue;
    const fault = unknownColumn(view, ['features', name, 'column'], source, column);
    if (feature.column !== undefined) yield fault;
    else yield { ...fault, location: view.locate(['features', name], 'key') };
  }
  for (const [name, declared] of Object.entries(aggregate)) {
    if (declared.function === 'count') continue;
    const column = columnOf(source, declared.of);
    if (!column) yield unknownColumn(view, ['aggregate', name, 'of'], source, declared.of);
    else if (!isNumeric(column)) {
      const message = `"${declared.of}" is of type ${column.type}, which has no ${declared.function}`;
      yield faultAt(
        view,
        ['aggregate', name, 'of'],
        'view.aggregate',
        message,
        'Expected a column of type int or float.',
      );
    }
  }
}
