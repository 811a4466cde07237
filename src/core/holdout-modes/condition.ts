import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import type { ConditionClause } from './parse-condition.ts';

/** What an estimate ± tolerance says of a threshold. */
export type ConditionVerdict = 'true' | 'false' | 'unknown';

/** A tie up to rounding is no answer. */
const slack = 1e-12;

/** Whether an estimate is above (or below) a threshold whatever its error within the tolerance. */
export function conditionVerdict(
  estimate: number,
  cmp: '>' | '<',
  threshold: number,
  tolerance: number,
): ConditionVerdict {
  const side = cmp === '>' ? 1 : -1;
  const distance = side * (estimate - threshold);
  if (distance - tolerance > slack) return 'true';
  return distance + tolerance < -slack ? 'false' : 'unknown';
}

/** `fp-free`: nothing passes that may be false. `fn-free`: nothing fails that may be true. */
export function conditionPasses(verdict: ConditionVerdict, mode: 'fp-free' | 'fn-free'): boolean {
  return verdict === 'true' || (verdict === 'unknown' && mode === 'fn-free');
}

/** What a condition is about: accuracies of the new model and the old one, and the share of rows on which they differ. */
export type ConditionNumbers = Readonly<Record<'n' | 'o' | 'd', Estimate>>;

/** What a clause says; `undefined`: why one of its numbers is none, and then it passes in no mode. */
export type JudgedClause =
  | { readonly clause: ConditionClause; readonly estimate: number; readonly verdict: ConditionVerdict }
  | { readonly clause: ConditionClause; readonly undefined: string };

/** Each clause of a condition by what ease.ml/ci looks at: the numbers alone, with the clause's tolerance for their error. */
export function judgeClauses(clauses: readonly ConditionClause[], numbers: ConditionNumbers): readonly JudgedClause[] {
  return clauses.map((clause) => {
    let estimate = 0;
    for (const [i, variable] of clause.variables.entries()) {
      const number = numbers[variable];
      if (!isDefined(number)) return { clause, undefined: `${variable}: ${number.undefined}` };
      estimate += (clause.coefficients[i] ?? 0) * number.value;
    }
    return { clause, estimate, verdict: conditionVerdict(estimate, clause.cmp, clause.threshold, clause.tolerance) };
  });
}

/** Whether all clauses pass. */
export function clausesPass(clauses: readonly JudgedClause[], mode: 'fp-free' | 'fn-free'): boolean {
  return clauses.every((clause) => 'verdict' in clause && conditionPasses(clause.verdict, mode));
}
