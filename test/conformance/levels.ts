import { normalQuantile } from '../../src/core/comparison/normal.ts';
import type { Values } from './case.ts';
import { number } from './shapes.ts';

/** Error on each side of an interval with a case's confidence. */
export const tail = ({ confidence }: Values) => (1 - number(confidence)) / 2;

/** Its normal quantile. */
export const zOf = (params: Values) => normalQuantile(1 - tail(params));
