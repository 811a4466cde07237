export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly unit: string;
  readonly value: number;
  readonly peer?: string | undefined;
  readonly peerValue?: number | undefined;
  /** Goals: of value / peerValue, of value, and of peerValue - value. */
  readonly ratioAtMost?: number | undefined;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly behindAtMost?: number;
}

/** Prints one JSON line; `met` is left out where there is no goal or no peer to hold it against. */
export function report(figure: Figure): void {
  const { value, peerValue, ...rest } = figure;
  const ratio = peerValue === undefined ? undefined : round(value / peerValue);
  console.log(
    JSON.stringify({ ...rest, value: round(value), peerValue: peerValue && round(peerValue), ratio, met: met(figure) }),
  );
}

function met({ value, peerValue, ratioAtMost, atLeast, atMost, behindAtMost }: Figure): boolean | undefined {
  if (atLeast !== undefined) return value >= atLeast;
  if (atMost !== undefined) return value <= atMost;
  if (peerValue === undefined) return undefined;
  if (ratioAtMost !== undefined) return value / peerValue <= ratioAtMost;
  return behindAtMost === undefined ? undefined : value >= peerValue - behindAtMost;
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}
