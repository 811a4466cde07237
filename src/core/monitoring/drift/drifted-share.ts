/** How much of a window drifted. */
export interface DriftedShare {
  /** Of its columns, how many alarmed; 0 of no column. */
  readonly share: number;
  readonly drift: boolean;
}

/** A window drifts when at least the share `least` of its columns alarms; without one when any does. */
export function driftedShare(alarms: readonly boolean[], least: number | undefined): DriftedShare {
  const alarmed = alarms.filter(Boolean).length;
  const share = alarms.length === 0 ? 0 : alarmed / alarms.length;
  return { share, drift: alarmed > 0 && share >= (least ?? 0) };
}
