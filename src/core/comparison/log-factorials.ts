/**
 * ln 0!, ln 1!, … ln n!: exact tests on counts need them all. Compensated sum, so that it stays exact to the last
 * digits.
 */
export function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  let sum = 0;
  let lost = 0;
  for (let k = 2; k <= n; k += 1) {
    const term = Math.log(k) - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
    logs[k] = sum;
  }
  return logs;
}
