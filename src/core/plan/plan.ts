import type { Tree } from '../definitions/definitions.ts';
import { locationOf } from '../definitions/location.ts';
import { pathOf } from '../definitions/place.ts';
import { checkReferences } from '../definitions/references/check-references.ts';
import type { EngineName } from '../definitions/schema/model.ts';
import type { Digest } from '../digest.ts';
import type { Fault } from '../errors.ts';
import { codeFiles, digestFiles } from './code-digests.ts';
import { type ModelClosure, readClosure } from './model-closure.ts';
import { modelInputs } from './model-inputs.ts';
import { changedPaths, reachedModels } from './reached-models.ts';
import { type Reason, reasonsFor } from './reasons.ts';
import { type Resolution, tryResolve } from './resolve.ts';
import type { ResolvedModel } from './resolved-model.ts';
import { type ParsedFile, type TreeSide, treeSide } from './tree-side.ts';

/** What must happen to one model. */
export type ModelPlan =
  | {
      readonly action: 'train';
      readonly model: string;
      readonly resolved: ResolvedModel;
      /** `new`: base had no such model; `mended`: base's could not be resolved; `changed`: see the reasons. */
      readonly because: 'new' | 'mended' | 'changed';
      readonly reasons: readonly Reason[];
    }
  /** No change reaches it. */
  | { readonly action: 'keep'; readonly model: string; readonly because: 'untouched' }
  /** A change reaches its files, and nothing in it counts. */
  | {
      readonly action: 'keep';
      readonly model: string;
      readonly because: 'sameDefinition';
      readonly resolved: ResolvedModel;
    }
  /** Its definition was released before: that package stands. */
  | {
      readonly action: 'keep';
      readonly model: string;
      readonly because: 'released';
      readonly resolved: ResolvedModel;
      readonly version: string;
      readonly reasons: readonly Reason[];
    }
  | { readonly action: 'remove'; readonly model: string }
  | { readonly action: 'invalid'; readonly model: string; readonly faults: readonly Fault[] };

export interface PlanOptions {
  readonly engineRevisions: Readonly<Record<EngineName, number>>;
  /** Version that was released with a definition digest; versions are without `v`. */
  readonly released: (definition: Digest) => string | undefined;
}

/** What a change of definitions means for each model, in the order of names. Reads definitions, locks and git; never data. */
export async function planModels(base: Tree, head: Tree, options: PlanOptions): Promise<readonly ModelPlan[]> {
  const cache = new Map<string, ParsedFile>();
  const after = await treeSide(head, cache);
  const before = base.id === head.id ? after : await treeSide(base, cache);
  const models = modelNames(after);
  const orphans = orphanGates(after);
  const changed = changedPaths(before, after);
  const reached = await reachedModels(before, after, changed, models);
  const examined = models.filter((model) => reached.has(model));
  const old = await resolveAll(before, examined, options);
  const now = await resolveAll(after, examined, options);
  const plans = models.map((model) => planOne(model, old, now, changed, options));
  const here = new Set(models);
  const gone = modelNames(before).filter((model) => !here.has(model));
  const removed = gone.map((model): ModelPlan => ({ action: 'remove', model }));
  return [...plans, ...removed.filter(({ model }) => !orphans.has(model)), ...orphans.values()].sort((a, b) =>
    a.model < b.model ? -1 : 1,
  );
}

/** One model of a tree with everything it reads, or its faults; undefined where the tree has no such model. Reads definitions, never data. */
export async function resolveOnTree(
  side: TreeSide,
  model: string,
  engineRevisions: PlanOptions['engineRevisions'],
): Promise<Resolution | undefined> {
  return (await resolveAll(side, [model], { engineRevisions })).resolutions.get(model);
}

interface Resolved {
  readonly closure: ModelClosure;
  readonly resolutions: ReadonlyMap<string, Resolution>;
}

function planOne(
  model: string,
  before: Resolved,
  after: Resolved,
  changed: ReadonlySet<string>,
  { released }: PlanOptions,
): ModelPlan {
  const now = after.resolutions.get(model);
  if (now === undefined) return { action: 'keep', model, because: 'untouched' };
  if ('faults' in now) return { action: 'invalid', model, faults: now.faults };
  const { resolved } = now;
  const earlier = before.resolutions.get(model);
  const old = earlier !== undefined && 'resolved' in earlier ? earlier.resolved : undefined;
  if (old?.digest === resolved.digest) return { action: 'keep', model, because: 'sameDefinition', resolved };
  const inputs = modelInputs(resolved, after.closure);
  const reasons = old === undefined ? [] : reasonsFor(modelInputs(old, before.closure), inputs, changed);
  const version = released(resolved.digest);
  if (version !== undefined) return { action: 'keep', model, because: 'released', resolved, version, reasons };
  const there = before.closure.definitions.models.has(model);
  return {
    action: 'train',
    model,
    resolved,
    because: old !== undefined ? 'changed' : there ? 'mended' : 'new',
    reasons,
  };
}

async function resolveAll(
  side: TreeSide,
  models: readonly string[],
  options: Pick<PlanOptions, 'engineRevisions'>,
): Promise<Resolved> {
  const closure = await readClosure(side, models);
  const faults = new Map(closure.faults);
  for (const fault of checkReferences(closure.documents, new Set(side.entries.keys()))) {
    const file = fault.location?.file ?? '';
    faults.set(file, [...(faults.get(file) ?? []), fault]);
  }
  const { models: found } = closure.definitions;
  const code = new Map([...found].map(([name, model]) => [name, codeFiles(model, side.entries)]));
  const digests = await digestFiles([...new Set([...code.values()].flat())], side.tree);
  const resolutions = new Map<string, Resolution>();
  for (const name of models) {
    const wrong = [...closure.filesOf(name)].flatMap((file) => faults.get(file) ?? []);
    if (wrong.length > 0) resolutions.set(name, { faults: wrong });
    else if (found.has(name)) {
      const files = (code.get(name) ?? []).map((file) => [file, digests.get(file)] as const);
      const own = new Map(files.flatMap(([file, digest]) => (digest === undefined ? [] : [[file, digest] as const])));
      const context = { entries: side.entries, engineRevisions: options.engineRevisions, code: own };
      resolutions.set(name, tryResolve(closure.definitions, name, context));
    }
  }
  return { closure, resolutions };
}

/** Models whose gates stand without them: deleted by half, which no reader of a plan should take for a removal. */
function orphanGates(side: TreeSide): ReadonlyMap<string, ModelPlan> {
  const orphans = new Map<string, ModelPlan>();
  for (const path of side.entries.keys()) {
    const model = /^models\/([^/]+)\/gates\.yaml$/.exec(path)?.[1];
    if (model === undefined || side.entries.has(pathOf('Model', model))) continue;
    const message = `the gates of "${model}" have no ${pathOf('Model', model)}`;
    const hint = 'Delete both, or bring the model back.';
    const fault = { rule: 'model.noModel', message, hint, location: locationOf(path, '', 0, 0) };
    orphans.set(model, { action: 'invalid', model, faults: [fault] });
  }
  return orphans;
}

/** Names of the folders that hold a model.yaml. */
function modelNames(side: TreeSide): string[] {
  return [...side.entries.keys()].flatMap((path) => /^models\/([^/]+)\/model\.yaml$/.exec(path)?.[1] ?? []).sort();
}
