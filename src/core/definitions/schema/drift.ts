import * as z from 'zod';
import { driftProfile, flooredMethods, levelMethods, lineMethods, plainCellMethods } from './drift-methods.ts';
import { driftTogetherSchema } from './drift-together.ts';
import { share } from './values.ts';

const binRules = ['deciles', 'sturges', 'doane', 'scott', 'rice', 'auto'] as const;

const threshold = z
  .number()
  .gt(0)
  .max(1e6)
  .optional()
  .describe('The least effect that can alarm; with a profile, the limit that its tool would be given.');
const bins = z
  .enum(binRules)
  .optional()
  .describe(
    'How numbers with many values are put into cells; absent: deciles of the reference, or as the profile does.',
  );
const floor = z
  .number()
  .gt(0)
  .max(0.1)
  .optional()
  .describe('The least share that a cell counts with; absent: 0.0001, or as the profile does.');

const onLine = z.strictObject({ method: z.enum(lineMethods), threshold });
const ofFilledCells = z.strictObject({ method: z.enum(flooredMethods), threshold, bins, floor });
const numberMethod = z.discriminatedUnion('method', [
  onLine,
  z.strictObject({ method: z.enum(plainCellMethods), threshold, bins }),
  ofFilledCells,
]);
const anyMethod = z.discriminatedUnion('method', [
  onLine,
  z.strictObject({ method: z.enum(levelMethods), threshold, bins }),
  ofFilledCells,
]);
const categoryMethod = z.discriminatedUnion('method', [
  z.strictObject({ method: z.enum(levelMethods), threshold }),
  z.strictObject({ method: z.enum(flooredMethods), threshold, floor }),
]);

/** How columns of a window are held against the reference. */
export const driftSchema = z.strictObject({
  q: share.default(0.05),
  profile: driftProfile
    .optional()
    .describe("Methods and limits as that tool has them by default; q and aval's own limits then decide nothing."),
  number: numberMethod.optional().describe('Of number columns. Absent: Wasserstein distance.'),
  category: categoryMethod.optional().describe('Of category columns. Absent: total variation.'),
  columns: z
    .record(z.string().min(1), anyMethod)
    .optional()
    .describe('Of single columns: features of the model, or `prediction`.'),
  usual: z
    .enum(['windows', 'std_deviation'])
    .optional()
    .describe(
      "What effect is usual, by the reference's own windows. `windows` (where it is absent): none of them would alarm; `std_deviation`: their mean and three standard deviations.",
    ),
  together: driftTogetherSchema
    .optional()
    .describe(
      'Also all columns at once, by one number: it may move where no single column does. Absent: they are not.',
    ),
  share: share.optional().describe('A window drifts when at least this share of its columns alarms; absent: one does.'),
});

export type DriftRule = z.output<typeof driftSchema>;
export type DriftMethodRule = z.output<typeof anyMethod>;
export type BinRule = (typeof binRules)[number];
