import { availableParallelism, cpus } from 'node:os';
import type { Stopwatch } from '../core/evaluation/operational/stopwatch.ts';

/** This machine's clock, and what it is in words. */
export function stopwatch(): Stopwatch {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const where = `${availableParallelism()} × ${model}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  return { now: () => performance.now(), machine: where.replace(/\s+/g, ' ').slice(0, 200) };
}
