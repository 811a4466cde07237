import { mentions } from '../../features/mentions.ts';
import type { DocumentOf } from '../document.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * Why a feature is the answer itself: it reads the label's column of the spine's rows without a window. An aggregate reads
 * earlier rows only, so it may.
 */
export function leakOf(
  view: DocumentOf<'FeatureView'>,
  feature: string,
  gates: DocumentOf<'Gates'>,
  catalogue: Catalogue,
): { message: string; hint: string } | undefined {
  const { source: sourceName, features } = view.value;
  const declared = Object.hasOwn(features, feature) ? features[feature] : undefined;
  if (!declared) return undefined;
  const { spine: spineName } = gates.value.data;
  const label = gates.value.problem.label.column.split(':')[1] ?? '';
  const spine = catalogue.source.get(spineName);
  const source = catalogue.source.get(sourceName);
  if (!spine || !source || (source !== spine && source.value.uri !== spine.value.uri)) return undefined;
  const reads = declared.sql === undefined ? (declared.column ?? feature) === label : mentions(declared.sql, label);
  if (!reads) return undefined;
  const message = `"${view.value.name}:${feature}" is the label "${gates.value.problem.label.column}" itself`;
  return { message, hint: 'Remove it, or aggregate it over a window of earlier rows.' };
}
