import { type DefinedEstimate, type Estimate, isDefined } from '../evaluation/estimate.ts';

const most = 6;
/** An interval that is narrower than this share of its number has no width: it is what sums of doubles leave. */
const rounding = 1e-9;

/** Fixed decimals with a true minus sign; what rounds to zero has no sign. */
export function numberText(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** The same with a plus sign before what is above zero. */
export function signedText(value: number, decimals: number): string {
  const text = numberText(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Decimals of a number as a person wrote it: 0.03 has two. */
export function writtenDecimals(value: number): number {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  return Math.min(most, Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent)));
}

/**
 * Decimals that an estimate deserves: a last digit of about half its half width, and no fewer than the limit it is held against. Where rounding would
 * make a bound look equal to that limit, or on its other side, more decimals are shown: a reader can check the decision.
 */
export function decimalsOf(estimate: DefinedEstimate, limit?: number): number {
  const width = (estimate.high - estimate.low) / 2;
  const scale = width > Math.abs(estimate.value) * rounding ? width : Math.abs(estimate.value) / 100;
  const own = scale > 0 ? Math.min(most, Math.max(0, Math.ceil(-Math.log10(scale / 2) - 0.05))) : 2;
  if (limit === undefined) return own;
  let decimals = Math.max(own, writtenDecimals(limit));
  while (decimals < most && [estimate.low, estimate.high].some((bound) => looksEqual(bound, limit, decimals)))
    decimals++;
  return decimals;
}

function looksEqual(bound: number, limit: number, decimals: number): boolean {
  return bound !== limit && numberText(bound, decimals) === numberText(limit, decimals);
}

/** `−0.01 … +0.03`: both bounds of an estimate. */
function intervalText(estimate: DefinedEstimate, decimals: number, signed: boolean): string {
  const text = signed ? signedText : numberText;
  return `${text(estimate.low, decimals)} … ${text(estimate.high, decimals)}`;
}

/** `+0.01 (−0.01 … +0.03)`, or why there is no number. A share may be shown as `+1.0 % (−1.0 … +3.0)`. */
export function estimateText(
  estimate: Estimate,
  options: { signed: boolean; limit?: number; percent?: boolean },
): string {
  if (!isDefined(estimate)) return `undefined: ${estimate.undefined}`;
  if (options.percent) {
    const { signed, limit } = options;
    const hundredths = estimateText(timesHundred(estimate), {
      signed,
      ...(limit !== undefined && { limit: hundredfold(limit) }),
    });
    return hundredths.replace(' (', ' % (');
  }
  const decimals = decimalsOf(estimate, options.limit);
  const value = options.signed ? signedText(estimate.value, decimals) : numberText(estimate.value, decimals);
  return `${value} (${intervalText(estimate, decimals, options.signed)})`;
}

function timesHundred({ value, low, high, ...rest }: DefinedEstimate): DefinedEstimate {
  return { ...rest, value: hundredfold(value), low: hundredfold(low), high: hundredfold(high) };
}

const hundredfold = (share: number): number => Number((share * 100).toPrecision(12));

/** `2 %`. */
export function percentText(share: number): string {
  return `${hundredfold(share)} %`;
}

/** Level of the two-sided interval 1 − 2α as a person writes it: "90 %", "99.8 %". */
export function levelText(alpha: number): string {
  const missing = 200 * alpha;
  const decimals = Math.max(2, Math.ceil(-Math.log10(missing))); // never 100 %
  return `${Number((100 - missing).toFixed(decimals))} %`;
}

/** Counts with two meaningful digits, for "about 90 more rows"; thousands are set off by commas. */
export function roughCount(count: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return countText(Math.ceil(count / step) * step);
}

/** `8,412`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Rows that a number counts: `8,412`, or `fewer than 30` where how many is withheld. */
export function rowCountText(counted: { readonly n: number; readonly fewerThan?: number | undefined }): string {
  const { n, fewerThan } = counted;
  if (fewerThan === undefined) return countText(n);
  return n > 0 ? `${countText(n)} or more` : `fewer than ${countText(fewerThan)}`;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB'] as const;
/** With so many decimals of a GB a single byte is seen. */
const mostOfBytes = 10;

/** `4.9 MB`, in powers of 1024. Where that looks like the limit and is not, with as many decimals as tell them apart. */
export function bytesText(bytes: number, limit = bytes): string {
  const power = Math.min(byteUnits.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  if (power === 0) return `${countText(bytes)} bytes`;
  const unit = 1024 ** power;
  let decimals = 1;
  while (decimals < mostOfBytes && looksEqual(bytes / unit, limit / unit, decimals)) decimals++;
  return `${numberText(bytes / unit, decimals)} ${byteUnits[power]}`;
}

/** A p-value, by two digits. */
export function pText(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : String(Number(p.toPrecision(2)));
}
