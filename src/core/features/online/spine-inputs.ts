import type { FeatureView } from '../../definitions/schema/feature-view.ts';
import type { Source, SourceColumn } from '../../definitions/schema/source.ts';
import type { ResolvedModel } from '../../plan/resolved-model.ts';
import type { Manifest } from '../../registry/package.ts';
import { uniqueColumns } from '../spine.ts';
import { plainFeature, plainFeatures } from '../view-rows.ts';

export type InputType = Manifest['signature']['inputs'][number]['type'];

/** The type of an input that holds values of a column. */
export const inputTypes: Readonly<Record<SourceColumn['type'], InputType>> = {
  int: 'number',
  float: 'number',
  boolean: 'number',
  string: 'category',
  timestamp: 'time',
  date: 'time',
};

/** The feature of the model that is this column of the spine's own row, or undefined: then no feature says what the row holds there. */
export function featureOfSpineColumn(resolved: ResolvedModel, spine: Source, column: string): string | undefined {
  return resolved.model.features.find((reference) => {
    const [name = '', feature = ''] = reference.split(':');
    const view = resolved.views.get(name);
    if (view === undefined || !plainFeatures(view).includes(feature) || !isOwnRow(resolved, spine, view)) return false;
    const made = plainFeature(view, feature);
    return 'column' in made && made.column === column;
  });
}

/** Whether the row that the view gives to a row of the spine is that row itself. */
function isOwnRow({ model, entities }: ResolvedModel, spine: Source, view: FeatureView): boolean {
  if (view.source !== spine.name || view.sql !== undefined) return false;
  const unique = uniqueColumns(spine);
  const pairs = (entities.get(view.entity)?.keys ?? []).map((key) => [view.keys[key] ?? key, model.join[key] ?? key]);
  const sameRow = pairs.every(([own, ofSpine]) => own === ofSpine) && pairs.some(([own = '']) => unique.includes(own));
  const atItsTime =
    view.time === undefined ||
    (view.time === spine.time && view.equalTimes === 'inclusive' && view.knownAt === undefined);
  return sameRow && atItsTime;
}
