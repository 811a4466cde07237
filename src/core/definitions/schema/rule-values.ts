import * as z from 'zod';
import { text } from './values.ts';

export const severity = z
  .enum(['deny', 'warn'])
  .default('deny')
  .describe('`warn` is shown and neither blocks nor passes anything.');
export const why = text.describe('Why the rule exists, for whoever it stops.');

/** A share with its sign: `2%`. */
export const percent = z.string().regex(/^(?!0+(?:\.0+)? ?%)\d{1,3}(?:\.\d{1,4})? ?%$/, 'a share like "2%"');
