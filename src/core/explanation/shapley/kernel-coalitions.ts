import { createRandom, type Random } from '../../comparison/random.ts';
import { type Coalitions, coalitionsOf } from './coalitions.ts';
import { type PairedSize, pairedSizes } from './kernel-weights.ts';

export interface WeightedCoalitions {
  readonly coalitions: Coalitions;
  readonly weights: Float64Array;
}

/**
 * The coalitions that Kernel SHAP asks (Lundberg and Lee 2017, as in shap's KernelExplainer): sizes are enumerated from both ends while they fit into the
 * `budget`; the rest is drawn by their weight, each with what completes it. The seed fixes them. With 2 M or more the regression has one answer.
 */
export function kernelCoalitions(features: number, budget: number, seed: number): WeightedCoalitions {
  const found = new Map<string, { readonly member: Uint8Array; weight: number }>();
  const add = (member: Uint8Array, weight: number): void => {
    const key = member.join('');
    const known = found.get(key);
    if (known === undefined) found.set(key, { member, weight });
    else known.weight += weight;
  };
  const drawn: PairedSize[] = [];
  let left = budget;
  let weightLeft = 1;
  for (const size of pairedSizes(features)) {
    const whole = drawn.length === 0 && (size.size === 1 || fits(size, left, weightLeft));
    if (!whole) {
      drawn.push(size);
      continue;
    }
    for (const member of subsets(features, size.size)) {
      add(member, size.weight / size.coalitions);
      if (size.paired) add(complement(member), size.weight / size.coalitions);
    }
    left -= size.coalitions;
    weightLeft -= size.weight;
  }
  const draws = Math.floor(left / 2);
  if (drawn.length > 0 && draws > 0) {
    const random = createRandom(seed);
    const each = weightLeft / (2 * draws);
    for (let draw = 0; draw < draws; draw++) {
      const member = randomSubset(features, drawSize(drawn, weightLeft, random), random);
      add(member, each);
      add(complement(member), each);
    }
  }
  const list = [...found.values()];
  return {
    coalitions: coalitionsOf(
      list.map(({ member }) => member),
      features,
    ),
    weights: Float64Array.from(list, ({ weight }) => weight),
  };
}

/** Whether its share of what is left pays for all of a size's coalitions. */
function fits({ coalitions, weight }: PairedSize, left: number, weightLeft: number): boolean {
  return (left * weight) / weightLeft >= coalitions * (1 - 1e-8);
}

function drawSize(sizes: readonly PairedSize[], weight: number, random: Random): number {
  let at = (random.next() / 2 ** 32) * weight;
  for (const { size, weight: own } of sizes) {
    at -= own;
    if (at < 0) return size;
  }
  return sizes.at(-1)?.size ?? 1;
}

function complement(member: Uint8Array): Uint8Array {
  return member.map((one) => 1 - one);
}

/** Floyd's draw of `size` of `features`. */
function randomSubset(features: number, size: number, random: Random): Uint8Array {
  const member = new Uint8Array(features);
  for (let j = features - size; j < features; j++) {
    const at = Math.floor((random.next() / 2 ** 32) * (j + 1));
    member[member[at] === 1 ? j : at] = 1;
  }
  return member;
}

/** Every subset of a size, in lexicographic order. */
function* subsets(features: number, size: number): Generator<Uint8Array> {
  const chosen = Array.from({ length: size }, (_, i) => i);
  while (true) {
    const member = new Uint8Array(features);
    for (const j of chosen) member[j] = 1;
    yield member;
    let last = size - 1;
    while (last >= 0 && chosen[last] === features - size + last) last--;
    if (last < 0) return;
    chosen[last] = (chosen[last] ?? 0) + 1;
    for (let i = last + 1; i < size; i++) chosen[i] = (chosen[i - 1] ?? 0) + 1;
  }
}
