import { present } from '../../present.ts';
import { effectiveRows } from '../sample-weights.ts';
import type { Measurer } from './measurer.ts';

/** Always: how many rows were evaluated, and why the others were not; where rows have weights, how many equal ones they are worth. */
export const rowCounts: Measurer = ({ used, scored: { weight } }) => ({
  rows: {
    evaluated: used.positions.length,
    trainedOn: used.trainedOn,
    unlabelled: used.unlabelled,
    ...present({
      weightless: weight && used.weightless,
      effective: weight && Math.round(effectiveRows(weight)),
    }),
  },
});
