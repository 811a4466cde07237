/** The stream of the conformance case: state = (1103515245 state + 12345) mod 2^31 from 12345, value = state / 2^31. */
export function lcgStream(length: number): Float64Array {
  let state = 12345n;
  return Float64Array.from({ length }, () => {
    state = (1103515245n * state + 12345n) % 2147483648n;
    return Number(state) / 2147483648;
  });
}
