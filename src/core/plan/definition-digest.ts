import { type Digest, digestOfJson } from '../digest.ts';
import { uniqueColumns } from '../features/spine.ts';
import { entityPart, gatesPart, modelPart, sourcePart, viewPart } from './definition-parts.ts';
import type { ResolvedModel } from './resolved-model.ts';
import { usedFeatures } from './used-features.ts';

/** sha256 over the canonical JSON of everything that can change the trained bits. */
export function definitionDigest(resolved: Omit<ResolvedModel, 'digest'>): Digest {
  return digestOfJson({ ...recipeOf(resolved), data: record(resolved.pins, (pin) => pin) });
}

/** The same without the data: two versions of one recipe differ only in the rows they learned from. */
export function recipeDigest(resolved: Omit<ResolvedModel, 'digest'>): Digest {
  return digestOfJson(recipeOf(resolved));
}

function recipeOf({ model, gates, views, entities, sources, engine, code }: Omit<ResolvedModel, 'digest'>) {
  const used = usedFeatures(model);
  const spine = sources.get(gates.data.spine);
  return {
    format: 'aval/definition/v1',
    engine,
    model: modelPart(model),
    gates: gatesPart(gates, model),
    // Which column is the row key decides on which side of the split each row falls.
    rowKey: spine && uniqueColumns(spine),
    views: record(views, (view) => viewPart(view, used.get(view.name) ?? new Set())),
    entities: record(entities, entityPart),
    sources: record(sources, sourcePart),
    code: record(code, (digest) => digest),
  };
}

function record<T, P>(map: ReadonlyMap<string, T>, part: (value: T) => P): Record<string, P> {
  return Object.fromEntries([...map].map(([name, value]) => [name, part(value)]));
}
