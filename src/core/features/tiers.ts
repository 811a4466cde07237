import { hash } from 'node:crypto';
import type { SplitRule } from '../definitions/schema/gates.ts';
import { durationMicros } from '../definitions/schema/values.ts';
import { AvalError } from '../errors.ts';
import { parts } from './frame.ts';

export interface TierRules {
  readonly holdout: SplitRule;
  readonly vault?: SplitRule | undefined;
  readonly dev: SplitRule;
  readonly seed: number;
}

/** `group` gives the text of a group column, in row order; only asked for when a rule names one. */
export interface TierRows {
  readonly keys: readonly string[];
  /** Microseconds since 1970, NaN where missing. */
  readonly time: Float64Array;
  /** Microseconds; needed by `last`. */
  readonly until?: number;
  readonly group: (column: string) => readonly string[];
}

/**
 * The part of each row, as indices into `parts`: holdout first, the vault from what is left, then dev; the rest is for training. A vault that is declared later
 * takes no row of the holdout, unless it is a window.
 *
 * A `share` falls on rows by a keyed hash of the row key (or of the group) and the seed, never by position or count, so no
 * row changes sides as data grow or shrink. `last` is the window (until - last, until]; of several windows the vault is the newest, the
 * holdout ends where it begins, and dev where the holdout does. Rows after `until` are `later`. Throws `config` when the shares leave nothing to train on, or when a
 * window has no `until` or meets rows without a time.
 */
export function assignTiers(rows: TierRows, rules: TierRules): Uint8Array {
  const [holdoutShare, vaultShare, devShare] = [shareOf(rules.holdout), shareOf(rules.vault), shareOf(rules.dev)];
  if (holdoutShare + vaultShare + devShare >= 1)
    throw splitFault('tiers.shares', 'the shares of dev, holdout and vault leave no row to train on');
  const end = rows.until ?? Number.POSITIVE_INFINITY;
  const holdoutEnd = windowBegin(rules.vault, end);
  const devEnd = windowBegin(rules.holdout, holdoutEnd);
  const digits = keyedDigits(rules.seed);
  // Each is drawn from what the ones before it left: this makes its share one of all rows.
  const drawn = (use: 0 | 1 | 2, share: number) => (name: string) => fraction(digits(name), use) < share;
  const isHoldout = selection(rows, rules.holdout, drawn(0, holdoutShare), holdoutEnd);
  const isVault =
    rules.vault === undefined
      ? () => false
      : selection(rows, rules.vault, drawn(2, vaultShare / (1 - holdoutShare)), end);
  const isDev = selection(rows, rules.dev, drawn(1, devShare / (1 - holdoutShare - vaultShare)), devEnd);
  return Uint8Array.from(rows.keys, (_, row) => {
    if ((rows.time[row] ?? Number.NaN) > end) return parts.indexOf('later');
    if (isHoldout(row)) return parts.indexOf('holdout');
    if (isVault(row)) return parts.indexOf('vault');
    return parts.indexOf(isDev(row) ? 'dev' : 'train');
  });
}

function shareOf(rule: SplitRule | undefined): number {
  return rule !== undefined && 'share' in rule ? rule.share : 0;
}

/** Where a window ends that lies before this rule's. */
function windowBegin(rule: SplitRule | undefined, end: number): number {
  return rule !== undefined && 'last' in rule ? end - durationMicros(rule.last) : end;
}

type Selection = (row: number) => boolean;

function selection(rows: TierRows, rule: SplitRule, drawn: (name: string) => boolean, end: number): Selection {
  if ('last' in rule) return inWindow(rows, end - durationMicros(rule.last), end);
  const names = 'group' in rule && typeof rule.group === 'string' ? rows.group(rule.group) : rows.keys;
  return (row) => drawn(names[row] ?? '');
}

function inWindow({ time, until }: TierRows, after: number, end: number): Selection {
  if (until === undefined) {
    const hint = 'Declare `time` in the source and run: aval data update';
    throw splitFault('tiers.until', 'a split by time needs the lock of the spine, which says until when to read', hint);
  }
  const missing = time.reduce((count, value) => (Number.isNaN(value) ? count + 1 : count), 0);
  if (missing > 0) throw splitFault('tiers.time', `${missing} rows have no time, so a split by time can't place them`);
  return (row) => {
    const value = time[row] ?? Number.NaN;
    return value > after && value <= end;
  };
}

/** sha256(seed, line break, name) in hex. The last one is kept, because a row asks for holdout and then for dev. */
function keyedDigits(seed: number): (name: string) => string {
  let last: string | undefined;
  let digits = '';
  return (name) => {
    if (name !== last) digits = hash('sha256', `${seed}\n${name}`, 'hex');
    last = name;
    return digits;
  };
}

/** A number in [0, 1) from 48 bits of a digest; `use` picks which, so that holdout, dev and vault are drawn independently. */
function fraction(digits: string, use: 0 | 1 | 2): number {
  return Number.parseInt(digits.slice(12 * use, 12 * use + 12), 16) / 2 ** 48;
}

function splitFault(rule: string, message: string, hint?: string): AvalError {
  return new AvalError('config', { rule, message, ...(hint && { hint }) });
}
