import * as z from 'zod';

/** How many rows there are exactly is withheld: `n` or more, and fewer than this. */
const fewerThan = z.int().min(1).optional();

/** A number is never bare: value, interval and rows, or the reason why there is none. Undefined is not 0 and never passes. */
export const estimateSchema = z.union([
  z.strictObject({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    n: z.int().min(0),
    method: z.string().min(1).max(60),
    /** Standard error where the method has one; `rows needed` is computed from it. */
    se: z.number().min(0).optional(),
    /** Clusters that the rows are in, where whole clusters were resampled. */
    clusters: z.int().min(1).optional(),
    fewerThan,
  }),
  z.strictObject({
    undefined: z.string().min(1).max(300),
    n: z.int().min(0),
    fewerThan,
  }),
]);
export type Estimate = z.output<typeof estimateSchema>;
export type DefinedEstimate = Extract<Estimate, { value: number }>;

/** As many rows as the number may count. */
export function mostRows({ n, fewerThan }: Pick<Estimate, 'n' | 'fewerThan'>): number {
  return fewerThan === undefined ? n : fewerThan - 1;
}

export function isDefined(estimate: Estimate): estimate is DefinedEstimate {
  return 'value' in estimate;
}
