import type { FeatureView } from '../../definitions/schema/feature-view.ts';
import type { Source } from '../../definitions/schema/source.ts';
import type { ModelDefinitions } from '../../plan/model-reads.ts';
import type { ResolvedModel } from '../../plan/resolved-model.ts';
import { usedFeatures } from '../../plan/used-features.ts';
import { changesSince } from './changes-since.ts';
import { featureOfSpineColumn, type InputType, inputTypes } from './spine-inputs.ts';

/** An input of a request that holds a part of a key: a feature of the model, or a column of its spine (`source:column`) beside the features. */
export interface KeyInput {
  readonly name: string;
  readonly type: InputType;
}

/** How the features of a view are found when a request leaves them out. */
export interface OnlineJoin {
  readonly view: FeatureView;
  /** Names in the view, in the model's order. */
  readonly features: readonly string[];
  /** In the order of the entity's keys. */
  readonly keys: readonly KeyInput[];
  /** The feature that says when the prediction is; undefined: no feature does, and it is the time of the request. */
  readonly time: string | undefined;
  /** What the version was trained from, with this view alone, whose source is read where it lies now. */
  readonly resolved: ResolvedModel;
}

export type PlannedView =
  | { readonly kind: 'join'; readonly join: OnlineJoin }
  | { readonly kind: 'refused'; readonly view: string; readonly features: readonly string[]; readonly fault: string };

/** What is defined now, as far as it could be read. */
export type CurrentDefinitions = Pick<ModelDefinitions, 'views' | 'entities' | 'sources'>;

/**
 * The views of a version whose features a request may leave out: those that are `online` now. One that is not any more what the version was trained
 * with is refused: other values under the same name would be scored as if they were the same.
 */
export function planJoins(trained: ResolvedModel, current: CurrentDefinitions): readonly PlannedView[] {
  const planned: PlannedView[] = [];
  for (const [name, used] of usedFeatures(trained.model)) {
    const view = trained.views.get(name);
    if (view === undefined || !(current.views.get(name) ?? view).online) continue;
    const changes = changesSince(trained, current, view, used);
    const features = [...used];
    if (changes.length > 0) {
      const fault = `it is not what this version was trained with any more: ${changes.join('; ')}`;
      planned.push({ kind: 'refused', view: name, features, fault });
    } else planned.push(joinOf(trained, current, view, features));
  }
  return planned;
}

function joinOf(
  trained: ResolvedModel,
  current: CurrentDefinitions,
  view: FeatureView,
  features: readonly string[],
): PlannedView {
  const spine = trained.sources.get(trained.gates.data.spine);
  const source = trained.sources.get(view.source);
  const columns = (trained.entities.get(view.entity)?.keys ?? []).map((key) => trained.model.join[key] ?? key);
  const keys = columns.flatMap((column) => (spine === undefined ? [] : (keyInput(trained, spine, column) ?? [])));
  if (spine === undefined || source === undefined || keys.length < columns.length) {
    const fault = `its key is ${columns.join(', ')} of ${trained.gates.data.spine}, and no input of a request can be named so`;
    return { kind: 'refused', view: view.name, features, fault };
  }
  const sources = new Map([
    [spine.name, spine],
    [source.name, whereItLies(source, current.sources.get(source.name) ?? source)],
  ]);
  const resolved = { ...trained, views: new Map([[view.name, view]]), sources };
  const time = spine.time === undefined ? undefined : featureOfSpineColumn(trained, spine, spine.time);
  return { kind: 'join', join: { view, features, keys, time, resolved } };
}

function keyInput(trained: ResolvedModel, spine: Source, column: string): KeyInput | undefined {
  const declared = spine.columns[column];
  if (declared === undefined) return undefined;
  const type = inputTypes[declared.type];
  const feature = featureOfSpineColumn(trained, spine, column);
  if (feature !== undefined) return { name: feature, type };
  const name = `${spine.name}:${column}`;
  return trained.model.features.includes(name) ? undefined : { name, type };
}

/** Its columns as the version knows them, at the address of today. */
function whereItLies(trained: Source, { uri, access, format }: Source): Source {
  const { format: _, ...rest } = trained;
  return { ...rest, uri, access, ...(format !== undefined && { format }) };
}
