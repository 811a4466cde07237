import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PowerLine } from './line.ts';

/** The lines of the last long run, kept in results.jsonl. */
export function readPower(): readonly PowerLine[] {
  const text = readFileSync(join(import.meta.dirname, 'results.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PowerLine); // written by bench/power.ts
}
