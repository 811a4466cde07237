import type { Document } from '../definitions/document.ts';
import { pathOf } from '../definitions/place.ts';
import { entityPart, gatesPart, modelPart, sourcePart, viewPart } from './definition-parts.ts';
import type { ModelClosure } from './model-closure.ts';
import type { ResolvedModel } from './resolved-model.ts';
import { isRepositoryFile } from './source-pin.ts';
import { usedFeatures } from './used-features.ts';

/** One file that a model's digest depends on. */
export interface ModelInput {
  readonly file: string;
  /** What of it counts, with the document's own paths. */
  readonly part: unknown;
  /** Absent for files that are no definitions: data and code. */
  readonly document?: Document | undefined;
  /** From the file to the model: data file → source → view → model. */
  readonly chain: readonly string[];
}

/** Every file behind a resolved model, by a key that is the same on both sides of a plan. */
export function modelInputs(resolved: ResolvedModel, closure: ModelClosure): ReadonlyMap<string, ModelInput> {
  const { model, gates, views, entities, sources, pins, code } = resolved;
  const modelFile = pathOf('Model', model.name);
  const gatesFile = pathOf('Gates', model.name);
  const inputs = new Map<string, ModelInput>();
  const add = (
    file: string,
    part: unknown,
    document: Document | undefined,
    to: readonly string[],
    key = file,
  ): void => {
    inputs.set(key, { file, part, document, chain: [file, ...to] });
  };
  add(modelFile, modelPart(model), closure.document('Model', model.name), []);
  add(gatesFile, gatesPart(gates, model), closure.document('Gates', model.name), []);
  for (const [file, digest] of code) add(file, digest, undefined, [modelFile]);
  const used = usedFeatures(model);
  const readers = new Map<string, readonly string[]>();
  for (const [name, view] of views) {
    const file = pathOf('FeatureView', name);
    add(file, viewPart(view, used.get(name) ?? new Set()), closure.document('FeatureView', name), [modelFile]);
    for (const read of [`source ${view.source}`, `entity ${view.entity}`]) {
      if (!readers.has(read)) readers.set(read, [file, modelFile]);
    }
  }
  const spine = `source ${gates.data.spine}`;
  if (!readers.has(spine)) readers.set(spine, [gatesFile]);
  for (const [name, entity] of entities) {
    const to = readers.get(`entity ${name}`) ?? [];
    add('entities.yaml', entityPart(entity), closure.document('Entity', name), to, `entity ${name}`);
  }
  for (const [name, source] of sources) {
    const file = pathOf('Source', name);
    const to = readers.get(`source ${name}`) ?? [];
    const { digest, until } = pins.get(name) ?? {};
    const inside = isRepositoryFile(source);
    add(file, sourcePart(source), closure.document('Source', name), to);
    const locked = inside ? { until } : { digest, until };
    add(pathOf('SourceLock', name), locked, closure.document('SourceLock', name), [file, ...to]);
    if (inside) add(source.uri, digest, undefined, [file, ...to], `bytes of ${name}`);
  }
  return inputs;
}
