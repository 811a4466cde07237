import type { Line } from '../comparison/decide.ts';
import { type DefinedEstimate, isDefined } from '../evaluation/estimate.ts';
import type { RuleVerdict } from './verdict.ts';

/** What would make a rule pass that does not, each by itself; absent where it is no way. */
export interface WhatWouldChange {
  /** Further rows of the kind that the number counts: about as many would decide, or are asked for. */
  readonly moreRows?: number;
  /** The deciding number on as many rows, with an interval as wide. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The policy's own limit, at which these numbers pass. */
  readonly limit?: Limit;
}

export interface Limit {
  readonly of: 'margin' | 'threshold' | 'size' | 'latency' | 'rows' | 'share';
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
  const { outcome, effect, moreRows, lines = [] } = rule;
  if (outcome !== 'fail' && outcome !== 'inconclusive') return undefined;
  if (!isDefined(effect)) return undefined;
  const rows = moreRows === undefined ? {} : { moreRows };
  if (rule.word === 'too few rows') return rows;
  const number = deciding(rule, effect);
  const unmet = lines.filter((line) => !isMet(number, line));
  const [line] = unmet;
  if (line === undefined || unmet.length > 1) return rows;
  const needed = line.wanted === 'above' ? { atLeast: moved(number, line) } : { atMost: moved(number, line) };
  const limit = limitFor(rule, number, line);
  return { ...rows, ...needed, ...(limit && { limit }) };
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

/** Where the number alone decides it is its own bounds. */
function deciding({ decides }: RuleVerdict, effect: DefinedEstimate): DefinedEstimate {
  return decides === 'value' ? { ...effect, low: effect.value, high: effect.value } : effect;
}

/** Where the number lies when the bound that decides is just on the line. */
function moved({ value, low, high }: DefinedEstimate, { at, wanted }: Line): number {
  return wanted === 'above' ? value + (at - low) : value - (high - at);
}

function isMet({ low, high }: DefinedEstimate, { at, wanted }: Line): boolean {
  return wanted === 'above' ? low > at : high < at;
}

function limitFor(rule: RuleVerdict, { low, high }: DefinedEstimate, { wanted }: Line): Limit | undefined {
  const bound = wanted === 'above' ? low : high;
  switch (rule.rule) {
    case 'notWorse':
    case 'gapNotWider':
      return { of: 'margin', side: 'above', at: Math.abs(bound) };
    case 'superior': {
      const gain = wanted === 'above' ? low : -high;
      return gain > 0 ? { of: 'margin', side: 'below', at: gain } : undefined;
    }
    case 'atLeast':
    case 'atMost':
      return { of: 'threshold', side: wanted === 'above' ? 'below' : 'above', at: bound };
    case 'sizeAtMost':
      return { of: 'size', side: 'above', at: bound };
    case 'latencyAtMost':
      return { of: 'latency', side: 'above', at: bound };
    case 'latencyNotWorse':
      return { of: 'margin', side: 'above', at: bound };
    case 'rowsPerSecondAtLeast':
      return { of: 'rows', side: 'below', at: bound };
    case 'importanceAtMost':
    case 'noNewDominantFeature':
      return bound < 1 ? { of: 'share', side: 'above', at: bound } : undefined;
    default:
      return undefined;
  }
}
