import type { FeatureView } from '../../definitions/schema/feature-view.ts';
import type { Source } from '../../definitions/schema/source.ts';
import { entityPart, viewPart } from '../../plan/definition-parts.ts';
import { fieldChanges } from '../../plan/field-changes.ts';
import type { ResolvedModel } from '../../plan/resolved-model.ts';
import type { CurrentDefinitions } from './plan-joins.ts';

/**
 * What of a view, its entity or its source is defined otherwise now than when a version was trained, as far as it can change the values of the
 * features `used`. A column that the source has gained can't: it is not read. Where the data lie may change.
 */
export function changesSince(
  trained: ResolvedModel,
  current: CurrentDefinitions,
  view: FeatureView,
  used: ReadonlySet<string>,
): readonly string[] {
  const now = current.views.get(view.name);
  if (now === undefined) return [`features/${view.name}.yaml is gone or can't be read`];
  const [entity, entityNow] = [trained.entities.get(view.entity), current.entities.get(view.entity)];
  const [source, sourceNow] = [trained.sources.get(view.source), current.sources.get(view.source)];
  return [
    ...fieldChanges(viewPart(view, used), viewPart(now, used)).map(({ text }) => text),
    ...fieldChanges(entity && entityPart(entity), entityNow && entityPart(entityNow)).map(
      ({ text }) => `${view.entity}: ${text}`,
    ),
    ...fieldChanges(source && readingOf(source, source), sourceNow && source && readingOf(sourceNow, source)).map(
      ({ text }) => `${view.source}: ${text}`,
    ),
  ];
}

/** How the values of a source are read; of its columns, those that `known` has. */
function readingOf({ time, zone, columns }: Source, known: Source) {
  const types = Object.keys(known.columns).map((name) => {
    const column = columns[name];
    return [name, column && { type: column.type, format: column.format }] as const;
  });
  return { time, zone, columns: Object.fromEntries(types) };
}
