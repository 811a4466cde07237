import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from '../../src/core/definitions/schema/tasks.ts';
import { cells } from './cells.ts';
import type { CoverageLine } from './line.ts';

/** The lines of the last long run, kept in results.jsonl. */
export function readCoverage(): readonly CoverageLine[] {
  const text = readFileSync(join(import.meta.dirname, 'results.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CoverageLine); // written by bench/coverage.ts
}

/** Whether coverage is off by more than 1.5 points, beyond what two standard errors of the simulation explain. */
export function isOff({ value, nominal, simulations, undefined: undecided }: CoverageLine): boolean {
  if (value === undefined) return false;
  const defined = Math.max(1, simulations * (1 - undecided));
  const error = Math.sqrt((value * (1 - value)) / defined);
  return Math.abs(value - nominal) - 0.015 > 2 * error;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The task of the line's population. */
export function taskOf({ population }: CoverageLine): Task | undefined {
  return cells.find((cell) => cell.population.title === population)?.population.task;
}
