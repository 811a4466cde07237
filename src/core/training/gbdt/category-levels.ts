import type { CategoryColumn } from '../../features/frame.ts';
import { maximumBins } from './feature-bins.ts';

/**
 * Levels that get a bin of their own: those that occur, at most the 255 most frequent (equal counts: first by code unit).
 * The others count as missing, in training as for a level that was never seen.
 */
export function categoryLevels({ codes, levels }: CategoryColumn): readonly string[] {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) (counts[code] as number) += 1; // codes index levels
  const count = (code: number) => counts[code] as number;
  return Array.from(levels.keys())
    .filter((code) => count(code) > 0)
    .sort((a, b) => count(b) - count(a) || a - b)
    .slice(0, maximumBins)
    .sort((a, b) => a - b)
    .flatMap((code) => levels[code] ?? []);
}
