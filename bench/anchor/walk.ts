import type { Random } from '../../src/core/comparison/random.ts';
import type { Gates } from '../../src/core/definitions/schema/gates.ts';
import { type Answers, judgeTrial } from './gate.ts';

/** Share of rows that the first version gets right. */
const accuracy = 0.85;
/** Share of rows on which a challenger decides otherwise than production. */
const disagreement = 0.04;

export interface WalkSettings {
  /** Of each holdout; every challenger is judged on new rows. */
  readonly rows: number;
  readonly steps: number;
  /** By how much each challenger is truly worse than the production that it was made from. */
  readonly loss: number;
  readonly gates: Gates;
}

export interface Walk {
  readonly promoted: number;
  /** True accuracy that was lost since the first version. */
  readonly lost: number;
}

/** Each challenger is production with a part of its answers drawn anew, for the worse; what the gate passes becomes production. */
export function walkDown({ rows, steps, loss, gates }: WalkSettings, random: Random): Walk {
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  /** How many losses each version carries, the first has none: an answer is made of all of them, so that rows are new and versions alike. */
  let champion = 0;
  let anchor = 0;
  let promoted = 0;
  for (let step = 0; step < steps; step += 1) {
    const versions = drawVersions(rows, champion + 1, loss, uniform);
    const [own, best, next] = [versions[champion], versions[anchor], versions[champion + 1]];
    if (!own || !best || !next) throw new RangeError('a version was not drawn');
    const judged = judgeTrial({ challenger: next, champion: own, ...(anchor !== champion && { anchor: best }) }, gates);
    if (!judged.passed) continue;
    champion += 1;
    promoted += 1;
    if (judged.best) anchor = champion;
  }
  return { promoted, lost: champion * loss };
}

/** Answers of the first version and of `count` after it, on new rows: each turns some right answers wrong, and fewer wrong ones right. */
function drawVersions(rows: number, count: number, loss: number, uniform: () => number): Answers[] {
  const versions = [Uint8Array.from({ length: rows }, () => (uniform() < accuracy ? 1 : 0))];
  for (let k = 1; k <= count; k += 1) {
    const before = versions[k - 1] ?? new Uint8Array(rows);
    const right = accuracy - (k - 1) * loss;
    const [spoilt, mended] = [(disagreement + loss) / 2 / right, (disagreement - loss) / 2 / (1 - right)];
    versions.push(before.map((one) => (uniform() < (one === 1 ? spoilt : mended) ? 1 - one : one)));
  }
  return versions;
}
