import { type Estimate, mostRows } from '../evaluation/estimate.ts';
import type { Direction } from '../evaluation/metric.ts';
import { rowsNeeded } from './rows-needed.ts';

/**
 * What is asked of an effect. `notWorse` and `superior` are about a difference, the others about a value.
 */
export type Question =
  | { readonly rule: 'notWorse'; readonly margin: number; readonly betterIs: Direction }
  /** Better by more than `margin`, which is 0 where absent. */
  | { readonly rule: 'superior'; readonly margin?: number; readonly betterIs: Direction }
  | { readonly rule: 'atLeast' | 'atMost'; readonly threshold: number }
  | { readonly rule: 'between'; readonly least: number; readonly most: number };

/** `worseWithinMargin` passes: the effect is bad for certain, but smaller than the margin. */
export type Finding = 'superior' | 'nonInferior' | 'worseWithinMargin' | 'met';

export type Decision =
  | { readonly outcome: 'pass'; readonly finding: Finding }
  | { readonly outcome: 'fail' }
  /**
   * `moreRows`: further rows of the kind the effect counts that would decide at 80 % power; absent where no number
   * would.
   */
  | { readonly outcome: 'inconclusive'; readonly moreRows?: number };

/**
 * Decides by the bounds of the effect's own interval, each one-sided at `alpha`. A strict bound beyond the line passes
 * or fails; in between and undefined is inconclusive. A metric that is neither good nor bad is "not worse" when it
 * moved by less than the margin either way.
 */
export function decide(effect: Estimate, question: Question, alpha: number): Decision {
  if ('undefined' in effect) return { outcome: 'inconclusive' };
  const lines = linesOf(question);
  const outcomes = lines.map((line) => sideOf(effect, line));
  if (outcomes.includes('beyond')) return { outcome: 'fail' };
  if (lines.length > 0 && outcomes.every((side) => side === 'inside')) {
    return { outcome: 'pass', finding: findingOf(effect, question) };
  }
  const needed = lines.filter((_, i) => outcomes[i] === 'across').map(({ at }) => rowsNeeded(effect, at, alpha));
  if (needed.length === 0 || needed.includes(undefined)) return { outcome: 'inconclusive' };
  const moreRows = Math.max(1, ...needed.map((rows) => (rows ?? 0) - mostRows(effect)));
  return { outcome: 'inconclusive', moreRows };
}

/**
 * Decides by the number alone, as tools without intervals do: on the line is enough, unless any gain at all is asked. Twelve digits count, so
 * that 0.3 - 0.1 is 0.2. A metric that has no direction can't be superior, and an undefined number decides nothing.
 */
export function decideByValue(effect: Estimate, question: Question): Decision {
  if ('undefined' in effect || !Number.isFinite(effect.value)) return { outcome: 'inconclusive' };
  const lines = linesOf(question);
  if (lines.length === 0) return { outcome: 'inconclusive' };
  const beyondZero = question.rule === 'superior' && (question.margin ?? 0) === 0;
  const value = decimal(effect.value);
  const met = lines.every(({ at, wanted }) => {
    const ahead = wanted === 'above' ? value - decimal(at) : decimal(at) - value;
    return beyondZero ? ahead > 0 : ahead >= 0;
  });
  return met ? { outcome: 'pass', finding: findingOf({ low: value, high: value }, question) } : { outcome: 'fail' };
}

const decimal = (number: number): number => Number(number.toPrecision(12));

/** The effect must be above, or below, a line. */
export interface Line {
  readonly at: number;
  readonly wanted: 'above' | 'below';
}

/** Where a question draws its lines; none where nothing can meet it. */
export function linesOf(question: Question): readonly Line[] {
  switch (question.rule) {
    case 'atLeast':
      return [{ at: question.threshold, wanted: 'above' }];
    case 'atMost':
      return [{ at: question.threshold, wanted: 'below' }];
    case 'between':
      return [
        { at: question.least, wanted: 'above' },
        { at: question.most, wanted: 'below' },
      ];
    case 'superior':
    case 'notWorse': {
      const margin = question.rule === 'notWorse' ? question.margin : 0 - (question.margin ?? 0);
      const above: Line = { at: 0 - margin, wanted: 'above' };
      const below: Line = { at: margin, wanted: 'below' };
      if (question.betterIs === 'higher') return [above];
      if (question.betterIs === 'lower') return [below];
      return question.rule === 'notWorse' ? [above, below] : []; // nothing can be superior without a direction
    }
  }
}

function sideOf({ low, high }: { low: number; high: number }, { at, wanted }: Line): 'inside' | 'beyond' | 'across' {
  if (low > at) return wanted === 'above' ? 'inside' : 'beyond';
  if (high < at) return wanted === 'below' ? 'inside' : 'beyond';
  return 'across';
}

function findingOf({ low, high }: { low: number; high: number }, question: Question): Finding {
  if (!('betterIs' in question)) return 'met';
  const [least, most] = question.betterIs === 'lower' ? [0 - high, 0 - low] : [low, high];
  if (question.betterIs === 'neither') return 'nonInferior';
  if (least > 0) return 'superior';
  return most < 0 ? 'worseWithinMargin' : 'nonInferior';
}
