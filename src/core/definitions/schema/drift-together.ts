import * as z from 'zod';

const threshold = z
  .number()
  .min(0)
  .optional()
  .describe("What the effect must pass. Absent: what the training data's own windows stay below.");
const permutations = z.int().min(1).max(10_000).default(200).describe('Of the p-value.');

const rowsOf = (most: number, usual: number) =>
  z.int().min(10).max(most).default(usual).describe('Rows that are looked at on either side, drawn at random.');

const sigma = z
  .union([z.enum(['reference', 'pooled', 'cross']), z.number().gt(0)])
  .default('reference')
  .describe('Width of the kernel: by the median distance between training rows, all rows, or across; or a number.');

/** How all columns of a window are held against the reference together, by one number. */
export const driftTogetherSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('mmd'), threshold, rows: rowsOf(2000, 500), permutations, sigma }),
  z.strictObject({ method: z.literal('energy'), threshold, rows: rowsOf(2000, 500), permutations }),
  z.strictObject({
    method: z.literal('lsdd'),
    threshold,
    rows: rowsOf(2000, 500),
    permutations,
    sigma,
    lambda: z.number().gt(0).default(0.1).describe('Holds the weights of the Gaussians small.'),
    centers: z.int().min(1).max(500).default(100).describe('Gaussians, at training rows.'),
  }),
  z.strictObject({ method: z.literal('hotelling'), threshold, rows: rowsOf(100_000, 10_000) }),
  z.strictObject({
    method: z.literal('pca_reconstruction'),
    threshold,
    rows: rowsOf(100_000, 10_000),
    components: z
      .union([z.number().gt(0).lt(1), z.int().min(1).max(1000)])
      .default(0.65)
      .describe('So many, or as few as explain more than this share of the variance.'),
  }),
  z.strictObject({ method: z.literal('domain_classifier'), threshold, rows: rowsOf(20_000, 2000) }),
]);

export type DriftTogether = z.output<typeof driftTogetherSchema>;
