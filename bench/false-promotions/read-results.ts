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

/** The lines of the last long run, kept in results.jsonl. */
export function readFalsePromotions(): readonly FalsePromotionLine[] {
  const text = readFileSync(join(import.meta.dirname, 'results.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FalsePromotionLine); // written by bench/false-promotions.ts
}
