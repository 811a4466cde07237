import { comparisonAdapters } from './adapters/comparison.ts';
import { evaluationAdapters } from './adapters/evaluation.ts';
import type { Adapter } from './shapes.ts';

/** Neutral function name → the function here. Maps names and shapes only. */
export const adapter: Readonly<Record<string, Adapter>> = { ...evaluationAdapters, ...comparisonAdapters };
