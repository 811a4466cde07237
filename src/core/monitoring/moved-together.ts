import type { MonitoringEvidence } from './monitoring-evidence.ts';
import type { TogetherEvidence } from './together/together-evidence.ts';

export type TogetherEffect = Exclude<TogetherEvidence, { undefined: string }>;

/** All columns together, where that alarmed. */
export interface MovedTogether {
  readonly method: TogetherEffect['method'];
  /** Windows in which it alarmed. */
  readonly alarms: number;
  /** The newest alarm. */
  readonly newest: TogetherEffect;
  /** The effect in every window that there is, oldest first; null where there is none by this method. */
  readonly effects: readonly (number | null)[];
}

/** What alarmed in the windows `drifted`, with its course over `all` (oldest first), by the method of the newest alarm. */
export function movedTogether(
  all: readonly MonitoringEvidence[],
  drifted: readonly MonitoringEvidence[],
): MovedTogether | undefined {
  const effectsIn = ({ together }: MonitoringEvidence) => (together && 'effect' in together ? [together] : []);
  const alarmed = drifted.flatMap(effectsIn).filter(({ alarm }) => alarm);
  const newest = alarmed.at(-1);
  if (newest === undefined) return undefined;
  const { method } = newest;
  const effects = all.map((window) => effectsIn(window).find((one) => one.method === method)?.effect ?? null);
  return { method, alarms: alarmed.filter((one) => one.method === method).length, newest, effects };
}
