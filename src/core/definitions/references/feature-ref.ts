import type { Fault } from '../../errors.ts';
import type { DocumentOf, Locate, Pointer } from '../document.ts';
import { nearest } from '../nearest.ts';
import type { Catalogue } from './catalogue.ts';
import { faultAt, unknownName } from './fault-at.ts';

/** The view of a feature that is named; undefined with a fault where there is no such view, or no such feature in it. */
export function* viewOfFeature(
  document: { readonly locate: Locate },
  pointer: Pointer,
  ref: string,
  views: Catalogue['view'],
): Generator<Fault, DocumentOf<'FeatureView'> | undefined> {
  const [name = '', feature = ''] = ref.split(':');
  const view = views.get(name);
  if (view === undefined) {
    yield { ...unknownName(document, pointer, 'view', name, views.keys()), message: `unknown view in "${ref}"` };
    return undefined;
  }
  const { features, aggregate } = view.value;
  if (Object.hasOwn(features, feature) || Object.hasOwn(aggregate, feature)) return view;
  const known = [...Object.keys(features), ...Object.keys(aggregate)];
  const near = nearest(feature, known);
  const count = `The view has ${known.length} feature${known.length === 1 ? '' : 's'}: aval show ${name}`;
  const hint = near === undefined ? count : `Did you mean "${name}:${near}"? ${count}`;
  yield faultAt(document, pointer, 'reference.feature', `unknown feature "${ref}"`, hint);
  return undefined;
}
