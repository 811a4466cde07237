import type { Model } from '../definitions/schema/model.ts';

/** Feature names by view, in the order in which the model first names each view. */
export function usedFeatures(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const reference of model.features) {
    const colon = reference.indexOf(':');
    const view = reference.slice(0, colon);
    const names = used.get(view) ?? new Set();
    names.add(reference.slice(colon + 1));
    used.set(view, names);
  }
  return used;
}
