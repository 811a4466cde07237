/** How many of the values that are there break an expectation. */
export interface Broken {
  readonly unexpected: number;
  readonly present: number;
}

/** `vacuous`: no value is there, so none breaks it. */
export type MostlyOutcome = 'met' | 'broken' | 'vacuous';

/** Whether at least the share `mostly` (above 0, at most 1) of the values that are there meets an expectation: Great Expectations' `mostly`. */
export function meetsMostly({ unexpected, present }: Broken, mostly: number): MostlyOutcome {
  if (present === 0) return 'vacuous';
  return (present - unexpected) / present >= mostly ? 'met' : 'broken';
}
