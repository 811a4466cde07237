import type { DriftTogether } from '../../definitions/schema/drift-together.ts';
import type { Frame } from '../../features/frame.ts';
import { upperLimit } from '../drift/window-null.ts';
import { compareRows, type RowMethod } from './compare-rows.ts';
import type { Compared, Decided } from './compared.ts';
import { mostOfIt } from './contributions.ts';
import { encodeRows, type RowEncoding } from './row-encoding.ts';
import type { RowSource } from './row-source.ts';
import { tellApart } from './tell-apart.ts';
import type { WatchedReference } from './watched-reference.ts';

/** Smaller effects never alarm, however sure they are. Of mmd, energy and lsdd nobody can say what is small. */
const minimumEffects = { mmd: 0, energy: 0, lsdd: 0, hotelling: 0.1, domain_classifier: 0.55 } as const;

export type EffectMethod = RowMethod | Extract<DriftTogether, { method: 'domain_classifier' }>;

/**
 * Methods whose effect is that of two sides. The effects of the reference's windows against the rest of it say what is usual, with as many rows on either
 * side as the window has; without windows p does. A declared threshold takes the place of both.
 */
export function effectJudge(
  rule: EffectMethod,
  q: number,
  encoding: RowEncoding,
  { whole, windows }: WatchedReference,
  seed: number,
): (current: RowSource) => Promise<Decided> {
  const compare = async (reference: Frame, current: Frame, permute?: number): Promise<Compared> =>
    rule.method === 'domain_classifier'
      ? tellApart(reference, current)
      : compareRows(rule, encodeRows(encoding, reference), encodeRows(encoding, current), permute);
  const smallest = Math.min(rule.rows, ...windows.map(({ own }) => own.rows));
  const minimum = minimumEffects[rule.method];
  const limits = new Map<number, number>();
  const usualLimit = async (rows: number): Promise<number> => {
    const known = limits.get(rows);
    if (known !== undefined) return known;
    const effects: number[] = [];
    for (const { own, rest } of windows) {
      const compared = await compare(rest.draw(rule.rows), own.draw(rows));
      if ('effect' in compared) effects.push(compared.effect);
    }
    const limit = Math.max(
      minimum,
      upperLimit(
        effects.sort((a, b) => b - a),
        q,
      ),
    );
    limits.set(rows, limit);
    return limit;
  };
  return async (source) => {
    const rows = Math.min(smallest, source.rows);
    const [reference, current] = [whole.draw(rule.rows), source.draw(rows)];
    const compared = await compare(reference, current, seed);
    const byP = rule.threshold === undefined && windows.length === 0;
    const threshold = rule.threshold ?? (byP ? minimum : await usualLimit(rows));
    const alarm =
      'effect' in compared && (byP ? isSure(compared, q) && compared.effect >= threshold : compared.effect > threshold);
    const most = alarm ? await mostOfIt(rule, encoding, reference, current) : [];
    return {
      compared,
      threshold,
      alarm,
      rows: { reference: reference.rows, current: current.rows },
      ...(most.length > 0 && { most }),
    };
  };
}

function isSure({ p = 1 }: { readonly p?: number }, q: number): boolean {
  return p <= q;
}
