import type { TreeEntry } from '../definitions/definitions.ts';
import { suggestion } from '../definitions/nearest.ts';
import { pathOf } from '../definitions/place.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { EngineName, Model } from '../definitions/schema/model.ts';
import type { Digest } from '../digest.ts';
import { AvalError, type Fault } from '../errors.ts';
import { definitionDigest } from './definition-digest.ts';
import { type ModelDefinitions, readModel } from './model-reads.ts';
import type { ResolvedModel, SourcePin } from './resolved-model.ts';
import { sourcePin } from './source-pin.ts';

export interface ResolutionContext {
  /** Files of the tree by path: what pins a source in the repository. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly engineRevisions: Readonly<Record<EngineName, number>>;
  /** Digests of the program's files, of engine `command` (see `codeDigests`). Empty for the others. */
  readonly code: ReadonlyMap<string, Digest>;
}

export type Resolution = { readonly resolved: ResolvedModel } | { readonly faults: readonly Fault[] };

/** One model with everything it reads. Throws `config` with every fault when something is missing. */
export function resolveModel(definitions: ModelDefinitions, name: string, context: ResolutionContext): ResolvedModel {
  const resolution = tryResolve(definitions, name, context);
  if ('resolved' in resolution) return resolution.resolved;
  throw new AvalError('config', resolution.faults);
}

/** As `resolveModel`, with faults as a value: a plan goes on with the other models. */
export function tryResolve(definitions: ModelDefinitions, name: string, context: ResolutionContext): Resolution {
  const model = definitions.models.get(name);
  const gates = definitions.gates.get(name);
  if (model === undefined) return { faults: [unknownModel(name, definitions)] };
  if (gates === undefined) return { faults: [noGates(name)] };
  const reads = readModel(definitions, model, gates);
  const faults = [...reads.faults];
  const pins = new Map<string, SourcePin>();
  for (const source of reads.sources.values()) {
    const found = sourcePin(source, definitions.locks.get(source.name), context.entries);
    if ('pin' in found) pins.set(source.name, found.pin);
    else faults.push(found.fault);
  }
  faults.push(...endlessWindow(gates, pins), ...missingCode(model, context.code));
  if (faults.length > 0) return { faults };
  const { views, entities, sources } = reads;
  const engine = { name: model.train.engine, revision: context.engineRevisions[model.train.engine] };
  const parts = { model, gates, views, entities, sources, pins, engine, code: context.code };
  return { resolved: { ...parts, digest: definitionDigest(parts) } };
}

function unknownModel(name: string, definitions: ModelDefinitions): Fault {
  const hint = suggestion(name, [...definitions.models.keys()], 'Expected');
  return { rule: 'model.unknown', message: `there is no model "${name}"`, hint };
}

function noGates(name: string): Fault {
  const path = pathOf('Gates', name);
  return {
    rule: 'model.noGates',
    message: `model "${name}" has no ${path}`,
    hint: 'It says problem, label and split.',
  };
}

/** "The last window before `until`" needs an `until`. */
function endlessWindow(gates: Gates, pins: ReadonlyMap<string, SourcePin>): Fault[] {
  const { spine, dev, holdout, vault } = gates.data;
  const pin = pins.get(spine);
  const windowed = [dev, holdout, vault].some((rule) => rule !== undefined && 'last' in rule);
  if (pin === undefined || pin.until !== undefined || !windowed) return [];
  const message = `model "${gates.model}" sets its last rows aside, but nothing says where source "${spine}" ends`;
  return [{ rule: 'source.noUntil', message, hint: `Run: aval data update ${spine}` }];
}

function missingCode({ name, train }: Model, code: ReadonlyMap<string, Digest>): Fault[] {
  if (train.engine !== 'command') return [];
  const missing = [...train.files, train.lock].filter((file) => !code.has(file));
  return missing.map((file) => ({
    rule: 'model.noCode',
    message: `model "${name}": ${file} is not a file in the repository`,
    hint: 'train.files and train.lock name single files, each of them.',
  }));
}
