/** What a method finds between a reference and what came now. */
export interface Comparison {
  /** At least 0, in the method's unit; NaN where nothing can be compared. */
  readonly effect: number;
  /** As if rows were independent. Computed when it is asked for: of the reference's own windows nobody asks. */
  readonly p: () => number;
  /** Why there is no effect, where a side without values is not the reason. */
  readonly because?: string;
}

export const nothing: Comparison = { effect: Number.NaN, p: () => Number.NaN };
