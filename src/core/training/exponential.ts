/**
 * e to the x from a table and a short polynomial, with `+`, `*` and `sqrt` only. `Math.exp` may differ in the last bit
 * between JavaScript engines, and one bit is enough to give a model another digest; IEEE 754 fixes these operations.
 *
 * x = k ln(2) / 32 + r with |r| < 0.011, so e^x = 2^(k/32) * e^r (Tang 1989, "Table-driven implementation of the
 * exponential function in IEEE floating-point arithmetic").
 */
const stepsPerDouble = 32;
const inverseStep = 46.16624130844683; // 32 / ln 2
const step = 0.02166084939249829; // ln 2 / 32
/** Adding and subtracting 1.5 * 2^52 rounds to the nearest integer without a call. */
const rounder = 6755399441055744;
const lowestPower = -64;
const tableOffset = -lowestPower * stepsPerDouble;
const powersOfTwo = tabulatePowers();

function tabulatePowers(): Float64Array {
  const table = new Float64Array(2 * tableOffset);
  for (let entry = 0; entry < table.length; entry++) {
    let power = 2 ** (Math.floor(entry / stepsPerDouble) + lowestPower);
    let root = Math.SQRT2;
    for (let bit = stepsPerDouble >> 1; bit > 0; bit >>= 1) {
      if (entry & bit) power *= root;
      root = Math.sqrt(root);
    }
    table[entry] = power;
  }
  return table;
}

/** e^x for |x| < 44, relative error below 2e-14. Outside that range the result has no meaning. */
export function exponential(x: number): number {
  const k = x * inverseStep + rounder - rounder;
  const r = x - k * step;
  const polynomial = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  return polynomial * (powersOfTwo[(k + tableOffset) | 0] as number); // |x| < 44 keeps the index inside the table
}

/** 1 / (1 + e^-x) for any number; saturates beyond 40, where doubles can't tell the result from 0 or 1. */
export function sigmoid(x: number): number {
  return 1 / (1 + exponential(x > 40 ? -40 : x < -40 ? 40 : -x));
}
