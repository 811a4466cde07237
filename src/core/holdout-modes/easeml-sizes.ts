/** Whether what is asked of a holdout may follow from its earlier answers (Renggli et al., MLSys 2019). `hybrid` is sized as `none`. */
export type Adaptivity = 'none' | 'full' | 'hybrid';

/** `steps`: evaluations that the rows must last for; `delta`: probability that any of them errs by more than its tolerance. */
export interface EasemlPlan {
  readonly delta: number;
  readonly steps: number;
  readonly adaptivity: Adaptivity;
}

/** One clause of a condition: `expression cmp threshold ± tolerance`, the expression linear in what is estimated. */
export interface EasemlClause {
  readonly coefficients: readonly number[];
  readonly tolerance: number;
}

/** ln of the number of histories after which an evaluation may come: H, or 2^H where each answer may steer the next. */
function logHistories({ steps, adaptivity }: EasemlPlan): number {
  return adaptivity === 'full' ? steps * Math.LN2 : Math.log(steps);
}

/**
 * Rows by which every clause is within its tolerance at every step with probability 1 - δ (Hoeffding; the failure probability is split equally over
 * clauses, then variables): for each clause c²k²·ln(kCM/δ)/(2ε²), k its variables, C the clauses, c its largest coefficient. Not rounded up.
 */
export function clauseSizes(clauses: readonly EasemlClause[], plan: EasemlPlan): number[] {
  return clauses.map(({ coefficients, tolerance }) => {
    const variables = coefficients.length;
    const largest = Math.max(...coefficients.map(Math.abs));
    const log = logHistories(plan) + Math.log((variables * clauses.length) / plan.delta);
    return ((largest * variables) ** 2 * log) / (2 * tolerance ** 2);
  });
}

/** Rows for a whole condition: the largest clause's, rounded up. */
export function conditionSize(clauses: readonly EasemlClause[], plan: EasemlPlan): number {
  return Math.ceil(Math.max(...clauseSizes(clauses, plan)));
}

/**
 * Rows for `new - old` where the two models differ on a share of at most `disagreement` of them (Bennett's inequality): (ln M - ln(δ/4))/(p·h(ε/p)),
 * h(u) = (1 + u)·ln(1 + u) - u. About nine times fewer than without that knowledge; only rows on which they differ need a label.
 */
export function bennettSize(disagreement: number, tolerance: number, plan: EasemlPlan): number {
  const u = tolerance / disagreement;
  const h = (1 + u) * Math.log1p(u) - u;
  return Math.ceil((logHistories(plan) - Math.log(plan.delta / 4)) / (disagreement * h));
}
