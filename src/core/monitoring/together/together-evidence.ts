import * as z from 'zod';

const rate = z.number().min(0).max(1);
const rowCount = z.int().min(0);
const permutations = z
  .strictObject({
    divisions: z.int().min(1).describe('Divisions of the rows of both sides that were looked at.'),
    atLeast: z.int().min(0).describe('Of them, with an effect at least as large.'),
    exact: z.boolean().describe('All divisions that there are.'),
  })
  .optional();

const sigma = z.number().describe('Width of the kernel.');
const biased = z.number().describe('The same with pairs of a row and itself (V-statistic); the effect is without.');
const crossTerm = z.number().describe("h'theta, another estimate of the same.");

const common = {
  windows: rowCount.describe(
    'Windows of the reference that say what is usual; 0: p does, or what the definition declares.',
  ),
  effect: z.number().describe('docs/guide/monitoring.md has the unit of each method.'),
  threshold: z.number().describe('What the effect must pass.'),
  p: rate.optional().describe('As if rows were independent; decides only where the reference has no windows.'),
  rows: z.strictObject({ reference: rowCount, current: rowCount }).describe('Rows that were looked at.'),
  alarm: z.boolean(),
  most: z
    .array(z.string().min(1).max(300))
    .max(3)
    .optional()
    .describe('Where it alarms and the method can say: the columns that contribute most.'),
};

const aboutMethod = [
  z.strictObject({ method: z.literal('mmd'), sigma, biased, permutations }),
  z.strictObject({ method: z.literal('energy'), permutations }),
  z.strictObject({ method: z.literal('lsdd'), sigma, crossTerm, permutations }),
  z.strictObject({ method: z.literal('hotelling'), t2: z.number(), f: z.number().describe('T² as F, of which p is.') }),
  z.strictObject({
    method: z.literal('pca_reconstruction'),
    error: z.number().describe('Mean error of the window, in standard deviations.'),
    samplingError: z.number().describe('Standard error of that mean.'),
    trainingError: z.number().describe('Mean error of the training rows.'),
    usual: z.strictObject({ low: z.number(), high: z.number() }).describe('Where it does not alarm.'),
    components: z.int().min(1),
    explained: rate.describe('Share of the variance that the components explain.'),
  }),
  z.strictObject({
    method: z.literal('domain_classifier'),
    ks: rate.describe('Kolmogorov-Smirnov, one-sided; p is its.'),
    correct: rowCount.describe('Rows on the right side of 0.5.'),
    binomialP: rate,
    errorReduction: z.number().describe('Part of the errors of the best guess that it avoids.'),
  }),
] as const;
const [mmd, energy, lsdd, hotelling, reconstruction, classifier] = aboutMethod;
const methods = ['mmd', 'energy', 'lsdd', 'hotelling', 'pca_reconstruction', 'domain_classifier'] as const;

/** All columns of a window against the reference, together. */
export const togetherSchema = z.union([
  z.discriminatedUnion('method', [
    mmd.extend(common),
    energy.extend(common),
    lsdd.extend(common),
    hotelling.extend(common),
    reconstruction.extend(common),
    classifier.extend(common),
  ]),
  z.strictObject({
    method: z.enum(methods),
    undefined: z.string().min(1).max(300).describe('Why there is no effect.'),
    alarm: z.literal(false),
  }),
]);

export type TogetherEvidence = z.output<typeof togetherSchema>;
/** What a method tells beside its effect. */
export type AboutMethod = z.output<(typeof aboutMethod)[number]>;
