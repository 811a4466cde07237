import type { FeatureView } from '../definitions/schema/feature-view.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import { mentions } from './mentions.ts';

/**
 * The features of a model (`view:feature`) that may hold values of a column that its source marks `personal`. Where SQL stands between them, naming
 * the column is enough, and of a view with SQL of its own any feature may hold it: rather one too many.
 */
export function personalFeatures({ model, views, sources }: Pick<ResolvedModel, 'model' | 'views' | 'sources'>) {
  const found = model.features.filter((reference) => {
    const [viewName = '', feature = ''] = reference.split(':');
    const view = views.get(viewName);
    const columns = Object.entries(sources.get(view?.source ?? '')?.columns ?? {});
    const personal = columns.flatMap(([column, { personal }]) => (personal ? [column] : []));
    return view !== undefined && personal.some((column) => reads(view, feature, column));
  });
  return new Set(found);
}

function reads({ sql, features, aggregate }: FeatureView, feature: string, column: string): boolean {
  if (sql !== undefined && (mentions(sql, column) || sql.includes('*'))) return true;
  const taken = features[feature];
  if (taken !== undefined) {
    return taken.sql === undefined ? (taken.column ?? feature) === column : mentions(taken.sql, column);
  }
  const aggregated = aggregate[feature];
  return aggregated !== undefined && aggregated.function !== 'count' && aggregated.of === column;
}
