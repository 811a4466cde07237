import type { GateRule } from '../definitions/schema/gate-rules.ts';
import { sentenceStart } from './quantity-title.ts';
import { comparesWithChampion } from './rules/rule-finding.ts';
import type { RuleVerdict } from './verdict.ts';

/** How evidence stands to which nothing will be added: why it doesn't tell what is missing, and why it can't be compared with what runs now. */
export interface Recorded {
  readonly untold: string;
  readonly incomparable?: string;
}

/**
 * A verdict on a version that was released before: what its evidence does not tell will not come, and what it compared with may run no more. Both are
 * undecided, and say what helps.
 */
export function asRecorded(verdict: RuleVerdict, rule: GateRule, { untold, incomparable }: Recorded): RuleVerdict {
  const { outcome, applies, title } = verdict;
  const says = (word: string, text: string): RuleVerdict => {
    const { lines: _, moreRows: __, applies: ___, ...rest } = verdict;
    const { n, fewerThan } = verdict.effect;
    const effect = { undefined: word, n, ...(fewerThan !== undefined && { fewerThan }) };
    return { ...rest, outcome: 'inconclusive', word, sentence: `${sentenceStart(title)}: ${text}`, effect };
  };
  if (incomparable !== undefined && comparesWithChampion(rule)) return says('not compared', incomparable);
  if (outcome !== 'waiting' || applies === false) return verdict;
  return says('not measured', untold);
}
