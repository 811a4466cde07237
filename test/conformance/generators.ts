import type { Values } from './case.ts';
import { number } from './shapes.ts';

/** The stream of a linear congruential generator as a case describes it; its states need more than 53 bits. */
export function generatedNumbers({ a, c, m, seed, n }: Values): Float64Array {
  const [factor, step, modulus] = [BigInt(number(a)), BigInt(number(c)), BigInt(number(m))];
  let state = BigInt(number(seed));
  return Float64Array.from({ length: number(n) }, () => {
    state = (factor * state + step) % modulus;
    return Number(state) / number(m);
  });
}

/** Texts of a pattern such as `user-{i % 7919}` over a range of i such as `0..49999`. */
export function generatedTexts({ pattern, i: range }: Values): readonly string[] {
  const [, before = '', modulus = '', after = ''] = /^(.*)\{i % (\d+)\}(.*)$/.exec(String(pattern)) ?? [];
  const [from = 0, to = 0] = String(range).split('..').map(Number);
  return Array.from({ length: to - from + 1 }, (_, k) => `${before}${(from + k) % Number(modulus)}${after}`);
}
