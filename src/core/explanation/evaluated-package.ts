import { type Comparison, type ComparisonPorts, scoreOnDev } from '../evaluation/compare-models.ts';
import { openPackage } from '../registry/package-scorer.ts';
import type { EvaluatedPackage } from './open-for-evaluation.ts';

/** A model of a comparison on the dev rows, alone: what explaining it starts from. */
export async function evaluatedPackage(
  comparison: Comparison,
  which: 'challenger' | 'champion',
  ports: ComparisonPorts,
): Promise<EvaluatedPackage> {
  const model = comparison[which];
  if (model === undefined) throw new RangeError('there is a champion where it is asked for');
  const evaluation = await scoreOnDev(comparison, which, ports);
  return {
    evaluation,
    item: model.package,
    ...(await openPackage(model.package, await ports.openEngine(model.resolved))),
  };
}
