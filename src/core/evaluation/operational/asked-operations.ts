import type { OperationalRule } from '../../definitions/schema/gate-rules.ts';
import type { Gates } from '../../definitions/schema/gates.ts';
import type { Project } from '../../definitions/schema/project.ts';
import type { OperationalMeasure } from '../../gate/operational-evidence.ts';
import { askedRules } from '../../gate/rule-tree.ts';

/** One number to be measured: of rules of which one is enough at their share of the error rate. */
export interface AskedOperation {
  readonly measure: OperationalMeasure;
  readonly oneOf?: number;
}

/** The measure that a rule is about. */
export function measureOf(rule: OperationalRule): OperationalMeasure {
  return rule.rule === 'rowsPerSecondAtLeast' ? 'rows_per_second' : `latency_${rule.quantile}`;
}

/** What the rules about this model ask to be timed, each once. */
export function askedOperations(gates: Gates, project: Project): readonly AskedOperation[] {
  const asked = askedRules(gates, project).flatMap(({ rule, oneOf }): AskedOperation[] => {
    if (!isOperational(rule)) return [];
    return [{ measure: measureOf(rule), ...(oneOf > 1 && { oneOf }) }];
  });
  return distinct(asked);
}

export function distinct(asked: readonly AskedOperation[]): readonly AskedOperation[] {
  return [...new Map(asked.map((one) => [`${one.measure} ${one.oneOf ?? 1}`, one])).values()];
}

function isOperational(rule: { readonly rule: string }): rule is OperationalRule {
  return rule.rule === 'latencyAtMost' || rule.rule === 'latencyNotWorse' || rule.rule === 'rowsPerSecondAtLeast';
}
