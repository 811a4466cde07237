/** A stream of random numbers that a seed fixes for ever. */
export interface Random {
  /** Uniform over 0 to 2³² - 1. */
  next(): number;
  /** Draws `counts.length` rows with replacement and counts them: one bootstrap resample. Overwrites `counts`. */
  resample(counts: Uint32Array): void;
}

/** xoshiro128** 1.1 (Blackman and Vigna 2018), its state filled by splitmix32 from the low 32 bits of `seed`. */
export function createRandom(seed: number): Random {
  const state = seedState(seed);
  const next = () => advance(state) >>> 0;
  return {
    next,
    resample(counts) {
      counts.fill(0);
      // Multiply and shift: some rows are likelier than others by at most n / 2³² of their chance, far below what
      // resampling can see.
      const scale = counts.length / 2 ** 32;
      for (let draw = 0; draw < counts.length; draw += 1) {
        const row = ((advance(state) >>> 0) * scale) >>> 0;
        counts[row] = (counts[row] ?? 0) + 1;
      }
    },
  };
}

/** Seed of one of many streams: stream 0 has the seed itself; others are scattered, so that no two streams of near seeds are one. */
export function streamSeed(seed: number, stream: number): number {
  let x = Math.imul(stream, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (seed ^ x ^ (x >>> 16)) >>> 0;
}

function advance(state: Int32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = [state[0], state[1], state[2], state[3]];
  const scrambled = Math.imul(b, 5);
  const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
  const t = b << 9;
  const c2 = c ^ a;
  const d2 = d ^ b;
  state[1] = b ^ c2;
  state[0] = a ^ d2;
  state[2] = c2 ^ t;
  state[3] = (d2 << 11) | (d2 >>> 21);
  return result;
}

function seedState(seed: number): Int32Array {
  let x = seed | 0;
  return Int32Array.from({ length: 4 }, () => {
    x = (x + 0x9e3779b9) | 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  });
}
