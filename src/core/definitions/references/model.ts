import type { Fault } from '../../errors.ts';
import { metrics } from '../../evaluation/metrics.ts';
import type { DocumentOf } from '../document.ts';
import { suggestion } from '../nearest.ts';
import type { Catalogue } from './catalogue.ts';
import { columnOf, unknownColumn } from './columns.ts';
import { checkDrift } from './drift.ts';
import { faultAt, faultAtKey } from './fault-at.ts';
import { viewOfFeature } from './feature-ref.ts';
import { leakOf } from './label-leak.ts';
import { checkObjective } from './objective.ts';
import { checkPreparation } from './preparation.ts';
import { checkReweighing } from './reweighing.ts';

type ModelDocument = DocumentOf<'Model'>;

/** A model has gates, its features exist and don't hold the answer, its spine can be joined to them. */
export function* checkModel(model: ModelDocument, catalogue: Catalogue): Generator<Fault> {
  const { name, train, monitor } = model.value;
  const gates = catalogue.gates.get(name);
  if (!gates) {
    const message = `model "${name}" has no gates`;
    yield faultAt(
      model,
      ['name'],
      'reference.gates',
      message,
      `Write models/${name}/gates.yaml: what the model must prove.`,
    );
  }
  const spine = gates && catalogue.source.get(gates.value.data.spine);
  yield* checkFeatures(model, catalogue, gates);
  if (spine) yield* checkJoin(model, catalogue, spine);
  yield* checkPreparation(model);
  if (gates) yield* checkReweighing(model, gates);
  if (gates) yield* checkObjective(model, gates);
  if (train.engine === 'command') {
    const named = [...train.files.map((path, i) => ({ path, pointer: ['train', 'files', i] }))];
    for (const { path, pointer } of [...named, { path: train.lock, pointer: ['train', 'lock'] }]) {
      if (!catalogue.files.has(path)) yield faultAt(model, pointer, 'reference.file', `there is no file "${path}"`);
    }
  }
  yield* checkDrift(model, catalogue);
  if (gates) yield* checkRetrainWhen(model, gates);
  const [needed = 0, of = 0] = monitor?.retrain?.after.split(' of ').map(Number) ?? [];
  if (needed > of)
    yield faultAt(
      model,
      ['monitor', 'retrain', 'after'],
      'model.retrain',
      `${needed} of the newest ${of} windows can never drift`,
      `Write "${of} of ${needed}": ${of} drifted windows among the newest ${needed}.`,
    );
}

/** What a retraining waits for is measured, and some of its values are better than others. */
function* checkRetrainWhen(model: ModelDocument, gates: DocumentOf<'Gates'>): Generator<Fault> {
  const metric = model.value.monitor?.retrain?.when?.estimated;
  if (metric === undefined) return;
  const measured = gates.value.evaluate.metrics.filter((name) => metrics[name].betterIs !== 'neither');
  if (measured.includes(metric)) return;
  const message = `no window says how much worse "${metric}" is`;
  const hint = `gates.yaml (evaluate.metrics) measures ${measured.join(', ')}: name one of them, or add it there.`;
  yield faultAt(model, ['monitor', 'retrain', 'when', 'estimated'], 'model.retrain', message, hint);
}

function* checkFeatures(
  model: ModelDocument,
  catalogue: Catalogue,
  gates: DocumentOf<'Gates'> | undefined,
): Generator<Fault> {
  const seen = new Set<string>();
  for (const [i, ref] of model.value.features.entries()) {
    const pointer = ['features', i];
    if (seen.has(ref))
      yield faultAt(model, pointer, 'model.feature', `the feature "${ref}" a second time`, 'Remove one.');
    seen.add(ref);
    const view = yield* viewOfFeature(model, pointer, ref, catalogue.view);
    if (view === undefined) continue;
    const leak = gates && leakOf(view, ref.slice(ref.indexOf(':') + 1), gates, catalogue);
    if (leak !== undefined) yield faultAt(model, pointer, 'model.leak', leak.message, leak.hint);
  }
}

function* checkJoin(model: ModelDocument, catalogue: Catalogue, spine: DocumentOf<'Source'>): Generator<Fault> {
  const { join, features } = model.value;
  const keys = new Map<string, { entity: string; feature: number }>();
  for (const [feature, ref] of features.entries()) {
    const view = catalogue.view.get(ref.slice(0, ref.indexOf(':')));
    const entity = view && catalogue.entity.get(view.value.entity);
    for (const key of entity?.value.keys ?? []) {
      if (entity && !keys.has(key)) keys.set(key, { entity: entity.value.name, feature });
    }
  }
  for (const [key, column] of Object.entries(join)) {
    if (!keys.has(key)) {
      const hint = suggestion(key, keys.keys());
      yield faultAtKey(
        model,
        ['join', key],
        'reference.key',
        `"${key}" is no key of the entities that the features are of`,
        hint,
      );
    } else if (!columnOf(spine, column)) yield unknownColumn(model, ['join', key], spine, column);
  }
  for (const [key, { entity, feature }] of keys) {
    if (Object.hasOwn(join, key) || columnOf(spine, key)) continue;
    const message = `the spine "${spine.value.name}" has no column for the key "${key}" of entity "${entity}"`;
    yield faultAt(model, ['features', feature], 'model.join', message, `Add "join: {${key}: <column>}".`);
  }
}
