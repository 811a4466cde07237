import * as z from 'zod';

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
  }),
  z.strictObject({ undefined: z.string().min(1).max(300), n: z.int().min(0) }),
]);
export type Estimate = z.output<typeof estimateSchema>;
export type DefinedEstimate = Extract<Estimate, { value: number }>;

export function isDefined(estimate: Estimate): estimate is DefinedEstimate {
  return 'value' in estimate;
}
