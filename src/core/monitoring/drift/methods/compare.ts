import type { DriftMethodRule } from '../../../definitions/schema/drift.ts';
import { type DriftMethodName, isLineMethod } from '../../../definitions/schema/drift-methods.ts';
import { compareCells } from './cell-methods.ts';
import { hasManyValues, levelCellsOf, numberCells } from './cells.ts';
import { type Comparison, nothing } from './comparison.ts';
import type { Handling } from './handling.ts';
import { compareOnLine } from './line-methods.ts';
import type { NumberSample, Sample } from './sample.ts';
import { flooredShares } from './share-distances.ts';

/** A method and how it is carried out. */
export interface BoundMethod {
  readonly name: DriftMethodName;
  readonly handling: Handling;
}

/** A method as a definition asks for it: its own bins and floor go before what is usual. */
export function boundMethod(rule: DriftMethodRule, usual: Handling): BoundMethod {
  const bins = 'bins' in rule ? rule.bins : undefined;
  const floor = 'floor' in rule ? rule.floor : undefined;
  return {
    name: rule.method,
    handling: {
      ...usual,
      ...(bins && { binning: { ...usual.binning, rule: bins } }),
      ...(floor !== undefined && { filled: (shares) => flooredShares(shares, floor) }),
    },
  };
}

/** Compares two samples of one column. A side without values compares nothing. `seed` drives permutations. */
export function compareSamples(method: BoundMethod, reference: Sample, current: Sample, seed: number): Comparison {
  if (isEmpty(reference) || isEmpty(current)) return nothing;
  if (reference.type === 'number' && current.type === 'number') {
    return compareNumbers(method, reference, current, seed);
  }
  const { name, handling } = method;
  if (reference.type !== 'category' || current.type !== 'category' || isLineMethod(name)) return nothing;
  return compareCells[name](levelCellsOf(reference, current), handling, seed);
}

function compareNumbers(
  { name, handling }: BoundMethod,
  reference: NumberSample,
  current: NumberSample,
  seed: number,
): Comparison {
  const { binning } = handling;
  if (isLineMethod(name)) {
    if (reference.values.length < 2 || current.values.length < 2) return tooFew;
    return compareOnLine[name](reference.values, current.values, handling);
  }
  if (name === 'z' && hasManyValues(reference.values, binning)) return tooMany;
  return compareCells[name](numberCells(reference, current, binning), handling, seed);
}

const tooFew: Comparison = { ...nothing, because: 'a side has one value only' };

const tooMany: Comparison = { ...nothing, because: 'z compares the share of one value, and there are many' };

const isEmpty = (sample: Sample): boolean =>
  (sample.type === 'number' ? sample.values.length : sample.counts.size) === 0;
