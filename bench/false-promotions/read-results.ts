import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of bench/false-promotions.ts. */
export interface FalsePromotionLine {
  readonly bench: 'false-promotions';
  readonly figure: string;
  readonly unit: string;
  /** Share of lives with a promotion, and its 99 % interval. */
  readonly value: number;
  readonly low99: number;
  readonly high99: number;
  readonly lives: number;
  readonly rows: number;
  readonly alpha: number;
  /** Whether the share may be at most alpha; where levels are spent. */
  readonly met?: boolean;
}

/** One line of bench/late-levels.ts. */
export interface LateLevelsLine {
  readonly bench: 'late-levels';
  /** The metric. */
  readonly figure: string;
  readonly unit: string;
  /** Shares of all uses added up: no more than alpha is wanted. */
  readonly value: number;
  readonly alpha: number;
  /** How often the bound that promotes was beyond the true change, at the level of some of the uses. */
  readonly uses: readonly { readonly use: number; readonly level: number; readonly beyond: number }[];
  readonly undefined: number;
  readonly simulations: number;
  readonly rows: number;
  readonly resamples: number;
}

/** The lines of the last long run, kept in results.jsonl. */
export function readFalsePromotions(): readonly FalsePromotionLine[] {
  return linesOf('results.jsonl').map((line) => JSON.parse(line) as FalsePromotionLine); // written by bench/false-promotions.ts
}

/** The same of late-levels.jsonl. */
export function readLateLevels(): readonly LateLevelsLine[] {
  return linesOf('late-levels.jsonl').map((line) => JSON.parse(line) as LateLevelsLine); // written by bench/late-levels.ts
}

function linesOf(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}
