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
