import type { Line } from '../comparison/decide.ts';
import { type DefinedEstimate, isDefined } from '../evaluation/estimate.ts';
import { isReachable } from './reachable-number.ts';
import type { RuleVerdict } from './verdict.ts';

/** What would make a rule pass that does not, each by itself; absent where it is no way. */
export interface WhatWouldChange {
  /** Further rows of the kind that the number counts, where the number itself is on the right side: about as many would decide, or are asked for. */
  readonly moreRows?: number;
  /** The deciding number on as many rows, with an interval as wide: beyond this one, which itself does not pass. */
  readonly moreThan?: number;
  readonly lessThan?: number;
  /** The same where this very number passes, too: the number alone decides. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The policy's own limit, at which these numbers pass. */
  readonly limit?: Limit;
}

export interface Limit {
  readonly of: 'margin' | 'threshold' | 'floor' | 'size' | 'latency' | 'rows' | 'share';
  /** Which side of it passes. */
  readonly side: 'above' | 'below';
  readonly at: number;
}

/** For a rule that passes: where its number must stay, with an interval as wide; `passesOnLine` says whether these ends belong to it. */
export interface Room {
  readonly above?: number;
  readonly below?: number;
}

/** Ways in which a rule that did not pass would have. Undefined where it passed, was not judged, or has no usable number. */
export function whatWouldChange(rule: RuleVerdict): WhatWouldChange | undefined {
  const { outcome, effect, lines = [] } = rule;
  if (outcome !== 'fail' && outcome !== 'inconclusive') return undefined;
  if (!isDefined(effect)) return undefined;
  const rows = rowsOf(rule, effect);
  if (rule.word === 'too few rows') return rows;
  const number = deciding(rule, effect);
  const unmet = lines.filter((line) => !isMet(rule, number, line));
  const [line] = unmet;
  if (line === undefined || unmet.length > 1) return rows;
  const limit = limitFor(rule, number, line);
  return { ...rows, ...numberFor(rule, number, line), ...(limit && { limit }) };
}

/** How far the number of a rule that passed is from not passing. */
export function roomOf(rule: RuleVerdict): Room | undefined {
  const { outcome, effect, lines = [] } = rule;
  if (outcome !== 'pass' || !isDefined(effect)) return undefined;
  const number = deciding(rule, effect);
  const room: { above?: number; below?: number } = {};
  for (const line of lines) room[line.wanted] = moved(number, line);
  return room;
}

/** Whether the deciding number and its bounds lie where every line wants them: then only rows that are asked for are missing. */
export function meetsLines(rule: RuleVerdict): boolean {
  const { effect, lines = [] } = rule;
  return isDefined(effect) && lines.length > 0 && lines.every((line) => isMet(rule, deciding(rule, effect), line));
}

/**
 * Whether a number whose deciding bound lies on a line passes. Bounds must lie beyond it; where the number alone decides, on the line is enough, unless
 * any gain at all is asked, and of what must not hold it is the other way round.
 */
export function passesOnLine({ decides, rule, threshold, negated }: RuleVerdict): boolean {
  if (decides !== 'value') return false;
  const anyGain = rule === 'superior' && threshold === 0;
  return anyGain === (negated === true);
}

/** More rows narrow the interval around the number: they are a way to pass only for one that is on the right side already. */
function rowsOf(rule: RuleVerdict, { value }: DefinedEstimate): WhatWouldChange {
  const { moreRows, lines = [] } = rule;
  const point = pointAt(value);
  if (moreRows === undefined || lines.length === 0 || !lines.every((line) => isMet(rule, point, line))) return {};
  return { moreRows };
}

type Bounds = Pick<DefinedEstimate, 'value' | 'low' | 'high'>;

/** Where the number would have to lie, if it can, and if an interval as wide has room between all lines there. */
function numberFor(rule: RuleVerdict, number: Bounds, line: Line): WhatWouldChange {
  const value = moved(number, line);
  const shift = value - number.value;
  const there = { value, low: number.low + shift, high: number.high + shift };
  const fits = (rule.lines ?? []).every((other) => other === line || isMet(rule, there, other));
  const itself = passesOnLine(rule);
  if (!fits || !isReachable(rule, { value, side: line.wanted, itself })) return {};
  if (itself) return line.wanted === 'above' ? { atLeast: value } : { atMost: value };
  return line.wanted === 'above' ? { moreThan: value } : { lessThan: value };
}

/** Where the number alone decides it is its own bounds, to the digits that count. */
function deciding({ decides }: RuleVerdict, effect: DefinedEstimate): Bounds {
  return decides === 'value' ? pointAt(Number(effect.value.toPrecision(12))) : effect;
}

function pointAt(value: number): Bounds {
  return { value, low: value, high: value };
}

/** Where the number lies when the bound that decides is just on the line. */
function moved({ value, low, high }: Bounds, { at, wanted }: Line): number {
  return wanted === 'above' ? value + (at - low) : value - (high - at);
}

function isMet(rule: RuleVerdict, { low, high }: Bounds, { at, wanted }: Line): boolean {
  const ahead = wanted === 'above' ? low - at : at - high;
  return passesOnLine(rule) ? ahead >= 0 : ahead > 0;
}

function limitFor(rule: RuleVerdict, bounds: Bounds, line: Line): Limit | undefined {
  switch (rule.rule) {
    case 'notWorse':
    case 'gapNotWider':
    case 'latencyNotWorse':
      return marginFor(bounds, line, rule.negated ? 'below' : 'above');
    case 'superior':
      return marginFor(bounds, line, rule.negated ? 'above' : 'below');
    case 'atLeast':
    case 'atMost':
      return limitOf(rule.limitKey ?? 'threshold', bounds, line);
    case 'sizeAtMost':
      return limitOf('size', bounds, line);
    case 'latencyAtMost':
      return limitOf('latency', bounds, line);
    case 'rowsPerSecondAtLeast':
      return limitOf('rows', bounds, line);
    case 'importanceAtMost':
    case 'noNewDominantFeature': {
      const limit = limitOf('share', bounds, line);
      return limit.at > 0 && limit.at < 1 ? limit : undefined;
    }
    default:
      return undefined;
  }
}

/** A limit on the number itself: it passes on the far side of the bound that decides. */
function limitOf(of: Limit['of'], { low, high }: Bounds, { wanted }: Line): Limit {
  return wanted === 'above' ? { of, side: 'below', at: low } : { of, side: 'above', at: high };
}

/** A margin is a size: `side` of the bound that decides. None where it would have to be below 0. */
function marginFor({ low, high }: Bounds, { wanted }: Line, side: Limit['side']): Limit | undefined {
  const bound = wanted === 'above' ? low : high;
  const at = (wanted === 'above') === (side === 'below') ? bound : -bound;
  return at > 0 ? { of: 'margin', side, at } : undefined;
}
