import type { ResolvedModel } from './resolved-model.ts';

/** A model as it was defined once, on the data that are pinned now. */
export function pinnedAs(released: ResolvedModel, current: ResolvedModel): ResolvedModel {
  return {
    ...released,
    sources: new Map([...released.sources, ...current.sources]),
    pins: new Map([...released.pins, ...current.pins]),
  };
}
