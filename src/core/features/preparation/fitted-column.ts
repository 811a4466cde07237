import * as z from 'zod';

/** Most levels that one category column may have: above it, it is an identifier and not a feature. */
export const maximumLevels = 100_000;

/** Name of a column in a stored preparation. */
export const fittedName = z.string().min(1).max(12_000);
/** One level of a category column. */
export const fittedLevel = z.string().max(10_000);

/** Distinct levels in the order of their code units: the order that every category column has. */
export const fittedLevels = z
  .array(fittedLevel)
  .max(maximumLevels)
  .refine((levels) => levels.every((level, i) => i === 0 || (levels[i - 1] ?? '') < level), 'levels are not sorted');
