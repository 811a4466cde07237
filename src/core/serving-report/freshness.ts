import type { ServingReport } from './report.ts';

/** A report's time may be this far from the receiver's clock, in milliseconds: whoever copied one can't show it again later. */
export const mostClockDifference = 300_000;
/** However long the interval that a server claims, it counts no longer without another word. */
const mostPatience = 600_000;

/** Why a report is not of now, for people; undefined where it is. `now`: milliseconds since 1970. */
export function clockFault({ time }: Pick<ServingReport, 'time'>, now: number): string | undefined {
  const difference = Date.parse(time) - now;
  if (Math.abs(difference) <= mostClockDifference) return undefined;
  const [seconds, side] = [Math.round(Math.abs(difference) / 1000), difference < 0 ? 'behind' : 'ahead of'];
  const here = new Date(now).toISOString();
  return `it was sent at ${time}, ${seconds} s ${side} the receiver's clock (${here}), and ${mostClockDifference / 1000} s are taken: set the clocks, by NTP`;
}

/** Milliseconds that a server counts without another word: three of its reports may be lost or late, by the fifth that it varies and by its time limit. */
export function patienceWith({ interval }: Pick<ServingReport, 'interval'>): number {
  return Math.min(mostPatience, 3 * interval * 1000 + 15_000);
}
