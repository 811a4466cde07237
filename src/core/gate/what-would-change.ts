import type { Line } from '../comparison/decide.ts';
import { type DefinedEstimate, isDefined } from '../evaluation/estimate.ts';
import { isReachable } from './reachable-number.ts';
import type { RuleVerdict } from './verdict.ts';

/** What would make a rule pass that does not, each by itself; absent where it is no way. */
export interface WhatWouldChange {
  /** Further rows of the kind that the number counts, where the number itself is on the right side: about as many would decide, or are asked for. */
  readonly moreRows?: number;
  /** The deciding number on as many rows, with an interval as wide. */
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

/** For a rule that passes: how far its number may move, with an interval as wide, before it passes no more. */
export interface Room {
  readonly downTo?: number;
  readonly upTo?: number;
}

/** Ways in which a rule that did not pass would have. Undefined where it passed, was not judged, or has no usable number. */
export function whatWouldChange(rule: RuleVerdict): WhatWouldChange | undefined {
  const { outcome, effect, lines = [] } = rule;
  if (outcome !== 'fail' && outcome !== 'inconclusive') return undefined;
  if (!isDefined(effect)) return undefined;
  const rows = rowsOf(rule, effect);
  if (rule.word === 'too few rows') return rows;
  const number = deciding(rule, effect);
  const unmet = lines.filter((line) => !isMet(number, line));
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
  const room: { downTo?: number; upTo?: number } = {};
  for (const line of lines) {
    if (line.wanted === 'above') room.downTo = moved(number, line);
    else room.upTo = moved(number, line);
  }
  return room;
}

/** Whether the deciding number and its bounds lie where every line wants them: then only rows that are asked for are missing. */
export function meetsLines(rule: RuleVerdict): boolean {
  const { effect, lines = [] } = rule;
  return isDefined(effect) && lines.length > 0 && lines.every((line) => isMet(deciding(rule, effect), line));
}

/** More rows narrow the interval around the number: they are a way to pass only for one that is on the right side already. */
function rowsOf({ moreRows, lines = [] }: RuleVerdict, { value }: DefinedEstimate): WhatWouldChange {
  const point = { value, low: value, high: value };
  return moreRows === undefined || lines.length === 0 || !lines.every((line) => isMet(point, line)) ? {} : { moreRows };
}

type Bounds = Pick<DefinedEstimate, 'value' | 'low' | 'high'>;

/** Where the number would have to lie, if it can, and if an interval as wide has room between all lines there. */
function numberFor(rule: RuleVerdict, number: Bounds, line: Line): WhatWouldChange {
  const value = moved(number, line);
  const shift = value - number.value;
  const there = { value, low: number.low + shift, high: number.high + shift };
  const fits = (rule.lines ?? []).every((other) => other === line || isMet(there, other));
  if (!fits || !isReachable(rule, value)) return {};
  return line.wanted === 'above' ? { atLeast: value } : { atMost: value };
}

/** Where the number alone decides it is its own bounds. */
function deciding({ decides }: RuleVerdict, effect: DefinedEstimate): Bounds {
  return decides === 'value' ? { ...effect, low: effect.value, high: effect.value } : effect;
}

/** Where the number lies when the bound that decides is just on the line. */
function moved({ value, low, high }: Bounds, { at, wanted }: Line): number {
  return wanted === 'above' ? value + (at - low) : value - (high - at);
}

function isMet({ low, high }: Bounds, { at, wanted }: Line): boolean {
  return wanted === 'above' ? low > at : high < at;
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
