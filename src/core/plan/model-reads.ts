import type { Definitions } from '../definitions/definitions.ts';
import { suggestion } from '../definitions/nearest.ts';
import { pathOf } from '../definitions/place.ts';
import type { FeatureView } from '../definitions/schema/feature-view.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Model } from '../definitions/schema/model.ts';
import type { Entity, Source } from '../definitions/schema/source.ts';
import type { Fault } from '../errors.ts';
import { usedFeatures } from './used-features.ts';

/** Definitions that a model can be resolved from; environments and policy are not needed. */
export type ModelDefinitions = Omit<Definitions, 'project' | 'deployments'>;

export interface ModelReads {
  readonly views: ReadonlyMap<string, FeatureView>;
  readonly entities: ReadonlyMap<string, Entity>;
  /** The spine and the sources of the views. */
  readonly sources: ReadonlyMap<string, Source>;
  /** One for each name that leads nowhere. */
  readonly faults: readonly Fault[];
}

/** Follows the names in a model: features → views → entities and sources, and the spine. */
export function readModel(definitions: ModelDefinitions, model: Model, gates: Gates): ModelReads {
  const views = new Map<string, FeatureView>();
  const entities = new Map<string, Entity>();
  const sources = new Map<string, Source>();
  const faults: Fault[] = [];
  for (const [name, features] of usedFeatures(model)) {
    const by = `model "${model.name}"`;
    const view = follow('view', name, by, definitions.views, views, faults);
    if (view === undefined) continue;
    faults.push(...missingFeatures(view, features, by));
    const reader = pathOf('FeatureView', name);
    follow('entity', view.entity, reader, definitions.entities, entities, faults);
    follow('source', view.source, reader, definitions.sources, sources, faults);
  }
  follow('source', gates.data.spine, pathOf('Gates', model.name), definitions.sources, sources, faults);
  return { views, entities, sources, faults };
}

function follow<T>(
  what: string,
  name: string,
  by: string,
  from: ReadonlyMap<string, T>,
  to: Map<string, T>,
  faults: Fault[],
): T | undefined {
  const found = from.get(name);
  if (found === undefined) faults.push(unknown(what, name, by, [...from.keys()]));
  else to.set(name, found);
  return found;
}

function missingFeatures(view: FeatureView, features: ReadonlySet<string>, by: string): Fault[] {
  const known = [...Object.keys(view.features), ...Object.keys(view.aggregate)];
  const missing = [...features].filter((feature) => !known.includes(feature));
  return missing.map((feature) =>
    unknown(
      'feature',
      `${view.name}:${feature}`,
      by,
      known.map((n) => `${view.name}:${n}`),
    ),
  );
}

function unknown(what: string, name: string, by: string, known: readonly string[]): Fault {
  return {
    rule: `model.unknown.${what}`,
    message: `${by}: unknown ${what} "${name}"`,
    hint: suggestion(name, known, 'Expected'),
  };
}
