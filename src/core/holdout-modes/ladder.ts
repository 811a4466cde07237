/** A tie up to rounding is no improvement. */
const slack = 1e-12;

/** Whether a loss is told: only when it is lower than the leader's by more than the step (Blum and Hardt 2015). */
export function isReleased(loss: number, leader: number, step: number): boolean {
  return loss < leader - step - slack;
}

/** What the Ladder answers to losses one after another: a release, rounded to the step, or the last one again. */
export function ladderWithStep(losses: readonly number[], step: number): number[] {
  let best = Number.POSITIVE_INFINITY;
  return losses.map((loss) => {
    if (isReleased(loss, best, step)) best = Math.round(loss / step + slack) * step;
    return best;
  });
}

/**
 * The Ladder that needs no step: it takes the standard error of the paired difference to the leader's losses, or of the losses themselves at
 * first. `submissions`: the loss of each row, by submission. Releases are not rounded.
 */
export function ladderWithoutStep(submissions: readonly Float64Array[]): { released: number; accepted: boolean }[] {
  let leader: { readonly losses: Float64Array; readonly mean: number } | undefined;
  return submissions.map((losses) => {
    const mean = meanOf(losses);
    const paired = leader === undefined ? losses : losses.map((loss, row) => loss - (leader?.losses[row] ?? 0));
    const best = leader?.mean ?? Number.POSITIVE_INFINITY;
    const accepted = isReleased(mean, best, standardError(paired));
    if (accepted) leader = { losses, mean };
    return { released: leader?.mean ?? mean, accepted };
  });
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Deviation with n - 1, over √n. */
function standardError(values: Float64Array): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
