import type { Comparison, ComparisonPorts } from '../evaluation/compare-models.ts';
import { evaluatedPackage } from './evaluated-package.ts';
import { type ExplainedChange, explainChange } from './explain-change.ts';

/** What challenger and champion of a comparison lean on, on the dev rows whatever its tier. */
export async function explainComparison(comparison: Comparison, ports: ComparisonPorts): Promise<ExplainedChange> {
  const challenger = await evaluatedPackage(comparison, 'challenger', ports);
  return comparison.champion === undefined
    ? explainChange(challenger)
    : explainChange(challenger, await evaluatedPackage(comparison, 'champion', ports));
}
