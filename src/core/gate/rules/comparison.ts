import { type Decision, decide } from '../../comparison/decide.ts';
import type { DefinedEstimate } from '../../evaluation/estimate.ts';
import type { Direction } from '../../evaluation/metric.ts';
import { estimateText } from '../../report/number-text.ts';
import { negated } from '../usable-estimate.ts';
import type { Finding } from './finding.ts';

/** Not worse by the margin; where neither way of the metric is better, not moved by it. */
export function notWorse(difference: DefinedEstimate, betterIs: Direction, margin: number, alpha: number): Finding {
  const decision = decide(difference, { rule: 'notWorse', margin, betterIs }, alpha);
  const signed = estimateText(difference, { signed: true, limit: margin });
  const verb = betterIs === 'neither' ? 'moved' : 'worse';
  if (decision.outcome === 'inconclusive') {
    return { decision, word: "can't tell", says: `can't tell whether it is ${verb} by ${margin}: ${signed}` };
  }
  if (betterIs === 'neither') {
    const word = decision.outcome === 'pass' ? 'not moved' : 'moved';
    return { decision, word, says: `${word}: ${signed}; ${margin} is allowed` };
  }
  const loss = lossText(difference, betterIs, margin);
  if (decision.outcome === 'fail') return { decision, word: 'worse', says: `worse by ${loss}; ${margin} is allowed` };
  if (decision.finding === 'superior') return better(decision, difference, betterIs);
  return decision.finding === 'worseWithinMargin'
    ? { decision, word: 'within the margin', says: `worse by ${loss}, within the margin of ${margin}` }
    : { decision, word: 'not worse', says: `not worse: ${signed}; ${margin} is allowed` };
}

/** Better for certain. */
export function superior(difference: DefinedEstimate, betterIs: Direction, alpha: number): Finding {
  const decision = decide(difference, { rule: 'superior', betterIs }, alpha);
  if (betterIs === 'neither') {
    return {
      decision,
      word: "can't be judged",
      says: "neither more nor less of it is better, so it can't be superior",
    };
  }
  if (decision.outcome === 'pass') return better(decision, difference, betterIs);
  if (decision.outcome === 'fail') {
    return { decision, word: 'worse', says: `worse by ${lossText(difference, betterIs, 0)}; better is asked` };
  }
  const signed = estimateText(difference, { signed: true, limit: 0 });
  return { decision, word: "can't tell", says: `can't tell whether it is better: ${signed}` };
}

function better(decision: Decision, difference: DefinedEstimate, betterIs: 'higher' | 'lower'): Finding {
  const gain = betterIs === 'higher' ? difference : negated(difference);
  return { decision, word: 'better', says: `better by ${estimateText(gain, { signed: false, limit: 0 })}` };
}

function lossText(difference: DefinedEstimate, betterIs: 'higher' | 'lower', limit: number): string {
  const loss = betterIs === 'higher' ? negated(difference) : difference;
  return estimateText(loss, { signed: false, limit });
}
