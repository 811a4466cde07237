import { clausesPass, type JudgedClause } from '../holdout-modes/condition.ts';
import type { ConditionClause } from '../holdout-modes/parse-condition.ts';
import { countText, numberText } from './number-text.ts';
import { plainText } from './plain-text.ts';

/** A condition that was looked at. */
export interface ConditionReport {
  readonly clauses: readonly JudgedClause[];
  /** Rows that it was looked at on. */
  readonly rows: number;
  /** Rows by which the tolerances hold as often as the budget allows. */
  readonly rowsNeeded: { readonly none: number; readonly full: number };
  readonly budget: number;
}

/** What ease.ml/ci would say, as plain lines. It decides nothing. */
export function conditionText({ clauses, rows, rowsNeeded, budget }: ConditionReport): readonly string[] {
  const answers = (['fp-free', 'fn-free'] as const).map(
    (mode) => `${mode} ${clausesPass(clauses, mode) ? 'passes' : 'fails'}`,
  );
  const { none, full } = rowsNeeded;
  return [
    `As ease.ml/ci would read it, on ${countText(rows)} dev rows: ${answers.join(', ')}. The gate above decides, this does not.`,
    ...clauses.map((one) => `  ${clauseLine(one)}`),
    `  These tolerances hold ${budget} times with ${countText(none)} rows, or ${countText(full)} if each answer is told.`,
  ];
}

function clauseLine(judged: JudgedClause): string {
  const { clause } = judged;
  if (!('verdict' in judged)) return `undefined  ${clauseText(clause)}: ${plainText(judged.undefined, 300)}`;
  return `${judged.verdict.padEnd(9)}  ${clauseText(clause)}: ${numberText(judged.estimate, 4)}`;
}

/** `n - 1.1 * o > 0.02 +/- 0.01`. */
function clauseText({ variables, coefficients, cmp, threshold, tolerance }: ConditionClause): string {
  const terms = variables.map((variable, i) => {
    const coefficient = coefficients[i] ?? 1;
    const sign = coefficient < 0 ? '-' : i === 0 ? '' : '+';
    const size = Math.abs(coefficient) === 1 ? '' : `${Math.abs(coefficient)} * `;
    return i === 0 ? `${sign}${size}${variable}` : `${sign} ${size}${variable}`;
  });
  return `${terms.join(' ')} ${cmp} ${threshold} +/- ${tolerance}`;
}
