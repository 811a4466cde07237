import { percentText } from '../../report/number-text.ts';

/** How much is allowed, or asked: in units of the metric, or as a share of the number in production. */
export interface Margin {
  readonly value: number;
  readonly percent: boolean;
}

/** A margin as gates.yaml writes it: `0.03`, or `2%`. */
export function marginOf(written: number | string): Margin {
  if (typeof written === 'number') return { value: written, percent: false };
  return { value: Number((Number.parseFloat(written) / 100).toPrecision(12)), percent: true };
}

/** `0.03`, `2 %`. */
export function marginText({ value, percent }: Margin): string {
  return percent ? percentText(value) : String(value);
}
