import { present } from '../../present.ts';
import { disagreement as shareOfRows } from '../disagreement.ts';
import type { Measurer } from './measurer.ts';

/** Beside a champion, where something is decided: the share of rows on which the two decide differently. */
export const disagreement: Measurer = ({ scored, settings }) =>
  present({ disagreement: shareOfRows(scored, settings) });
