import type { EngineName, PreparationStep } from '../../definitions/schema/model.ts';

/** Engines that take numbers without gaps only. Indicators of levels stay 0 and 1: they come after the scaling. */
const numbersOnly: readonly PreparationStep[] = [
  { impute: { columns: 'numeric', with: 'median', indicator: false } },
  { standardise: { columns: 'numeric' } },
  { oneHot: { columns: 'categorical', minimumShare: 0.01 } },
];

/** What an engine needs and no more, for a model without `prepare`. Times are never guessed at: they need `dateParts`. */
export function defaultPreparation(engine: EngineName): readonly PreparationStep[] {
  switch (engine) {
    case 'linear':
    case 'tfjs':
      return numbersOnly;
    case 'gbdt':
    case 'command':
      return [];
  }
}
