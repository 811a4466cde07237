import type { Decision } from '../../comparison/decide.ts';
import type { DefinedEstimate } from '../../evaluation/estimate.ts';
import type { Direction } from '../../evaluation/metric.ts';
import { estimateText } from '../../report/number-text.ts';
import { negated } from '../usable-estimate.ts';
import type { Finding } from './finding.ts';
import { type Margin, marginText } from './margin.ts';

/** Not worse by the margin; where neither way of the metric is better, not moved by it. */
export function notWorse(
  decision: Decision,
  difference: DefinedEstimate,
  betterIs: Direction,
  margin: Margin,
): Finding {
  const signed = differenceText(difference, true, margin);
  const limit = marginText(margin);
  const verb = betterIs === 'neither' ? 'moved' : 'worse';
  if (decision.outcome === 'inconclusive') {
    return { decision, word: "can't tell", says: `can't tell whether it is ${verb} by ${limit}: ${signed}` };
  }
  if (betterIs === 'neither') {
    const word = decision.outcome === 'pass' ? 'not moved' : 'moved';
    return { decision, word, says: `${word}: ${signed}; ${limit} is allowed` };
  }
  const loss = lossText(difference, betterIs, margin);
  if (decision.outcome === 'fail') return { decision, word: 'worse', says: `worse by ${loss}; ${limit} is allowed` };
  if (decision.finding === 'superior') return better(decision, difference, betterIs, { ...margin, value: 0 });
  return decision.finding === 'worseWithinMargin'
    ? { decision, word: 'within the margin', says: `worse by ${loss}, within the margin of ${limit}` }
    : { decision, word: 'not worse', says: `not worse: ${signed}; ${limit} is allowed` };
}

/** Better for certain, by more than the margin. */
export function superior(
  decision: Decision,
  difference: DefinedEstimate,
  betterIs: Direction,
  margin: Margin,
): Finding {
  if (betterIs === 'neither') {
    return {
      decision,
      word: "can't be judged",
      says: "neither more nor less of it is better, so it can't be superior",
    };
  }
  const asked = margin.value === 0 ? '' : ` by ${marginText(margin)}`;
  if (decision.outcome === 'pass') {
    const found = better(decision, difference, betterIs, margin);
    return asked === '' ? found : { ...found, says: `${found.says}; ${marginText(margin)} is asked` };
  }
  if (decision.outcome === 'inconclusive') {
    const signed = differenceText(difference, true, margin);
    return { decision, word: "can't tell", says: `can't tell whether it is better${asked}: ${signed}` };
  }
  if ((betterIs === 'higher' ? difference.high : -difference.low) < 0 || asked === '') {
    return {
      decision,
      word: 'worse',
      says: `worse by ${lossText(difference, betterIs, margin)}; better${asked} is asked`,
    };
  }
  const signed = differenceText(difference, true, margin);
  return { decision, word: 'not better enough', says: `not better enough: ${signed}; better${asked} is asked` };
}

function better(
  decision: Decision,
  difference: DefinedEstimate,
  betterIs: 'higher' | 'lower',
  margin: Margin,
): Finding {
  const gain = betterIs === 'higher' ? difference : negated(difference);
  return { decision, word: 'better', says: `better by ${differenceText(gain, false, margin)}` };
}

function lossText(difference: DefinedEstimate, betterIs: 'higher' | 'lower', margin: Margin): string {
  return differenceText(betterIs === 'higher' ? negated(difference) : difference, false, margin);
}

function differenceText(difference: DefinedEstimate, signed: boolean, { value, percent }: Margin): string {
  return estimateText(difference, { signed, limit: value, percent });
}
