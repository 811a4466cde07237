import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Evidence } from '../gate/evidence.ts';
import { quantityKey } from '../gate/quantity-key.ts';
import { measuredRules } from '../gate/rule-tree.ts';
import { sealEvidence } from '../gate/seal.ts';
import { isReleased } from '../holdout-modes/ladder.ts';
import { isDefined } from './estimate.ts';
import { metrics } from './metrics.ts';
import { roundForHoldout } from './round-for-holdout.ts';
import { withholdSmallCells } from './withhold-small-cells.ts';

/**
 * What of an evaluation may be told, by its tier and the holdout's mode, and never how many rows a small group has: all else of dev; of the holdout the rounded numbers that decide, or only
 * whether it passed; of the vault only the verdict. Nothing else is ever written down.
 */
export function whatLeaves(found: Evidence, gates: Gates, project: Project): Evidence {
  const rules = measuredRules(gates, project).map(({ rule }) => rule);
  const evidence = withholdSmallCells(found, rules, project.statistics.minimumGroup);
  if (evidence.tier === 'dev') return evidence;
  const rounded = roundForHoldout(evidence, gates, project);
  if (evidence.tier === 'vault') return sealEvidence(rounded, gates, project);
  const { holdout } = project.statistics;
  switch (holdout.mode) {
    case 'spending':
    case 'none':
      return rounded;
    case 'hybrid':
    case 'full':
      return sealEvidence(rounded, gates, project);
    case 'ladder':
      return improves(rounded, gates, holdout.step) ? rounded : sealEvidence(rounded, gates, project);
  }
}

/** Whether the first metric is better than what was compared with by more than the step, or its standard error: the Ladder's rule, production leading. */
function improves({ measurements }: Evidence, { evaluate }: Gates, step: number | undefined): boolean {
  const [metric] = evaluate.metrics;
  if (metric === undefined) return false;
  const whole = measurements.find(({ quantity }) => quantityKey(quantity) === quantityKey({ metric }));
  const difference = whole?.difference;
  if (difference === undefined || !isDefined(difference)) return false;
  const better = metrics[metric].betterIs === 'lower' ? 1 : -1;
  return isReleased(better * difference.value, 0, step ?? difference.se ?? Number.POSITIVE_INFINITY);
}
