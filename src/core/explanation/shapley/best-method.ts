import type { Method } from './methods.ts';

/** Features with which all coalitions are fewer than permutation SHAP's ten orders would ask. */
const fewFeatures = 7;

/** Models that are read are explained exactly, and the others by asking. */
export function bestOf(engine: string, features: number): Method {
  if (engine === 'gbdt') return 'tree';
  if (engine === 'linear') return 'linear';
  return features <= fewFeatures ? 'exact' : 'permutation';
}
