import type { DriftMethodName, DriftProfile, methodsOfProfile } from '../../../definitions/schema/drift-methods.ts';
import type { Handling } from '../methods/handling.ts';
import type { Sample } from '../methods/sample.ts';

/** From where a tool alarms: at a p of at most `limit`, or at an effect. */
export interface ToolLimit {
  readonly tool: DriftProfile;
  readonly tests: 'p' | 'effect';
  readonly limit: number;
}

/** What a tool has by default for a method. `deviations`: as many standard deviations above the mean of the reference's windows. */
export type ToolDefault =
  | { readonly tests: 'p' | 'effect'; readonly limit: number }
  | { readonly tests: 'effect'; readonly deviations: number };

/** One for each method of a profile. */
export type DefaultsOf<P extends DriftProfile> = Readonly<Record<(typeof methodsOfProfile)[P][number], ToolDefault>>;

/** How another tool watches columns, by its defaults. */
export interface Tool {
  readonly name: DriftProfile;
  readonly handling: Handling;
  readonly methodOf: (reference: Sample, current: Sample) => DriftMethodName;
  /** The methods that it has. */
  readonly defaults: Readonly<Partial<Record<DriftMethodName, ToolDefault>>>;
  /** Whether an effect that equals its limit alarms. */
  readonly alarmsAtLimit: boolean;
  /** The least share of columns by which a window drifts; absent: any one. */
  readonly share?: number;
}
