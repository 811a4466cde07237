/** Bisection between `inside` (accepted) and `end` down to neighbouring doubles: how far a test accepts. */
export function scoreBoundary(inside: number, end: number, accepts: (hypothesis: number) => boolean): number {
  let [kept, refused] = [inside, end];
  for (let step = 0; step < 100; step += 1) {
    const middle = (kept + refused) / 2;
    if (middle === kept || middle === refused) break;
    if (accepts(middle)) kept = middle;
    else refused = middle;
  }
  return kept;
}
