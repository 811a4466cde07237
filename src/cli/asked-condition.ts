import { judgeClauses } from '../core/holdout-modes/condition.ts';
import { conditionNumbers } from '../core/holdout-modes/condition-numbers.ts';
import { conditionSize } from '../core/holdout-modes/easeml-sizes.ts';
import { parseCondition } from '../core/holdout-modes/parse-condition.ts';
import type { ConditionReport } from '../core/report/condition-text.ts';
import type { EvaluatedModel } from '../engines/workspace/evaluate-model.ts';
import { type Invocation, textOption } from './command.ts';

/** `--condition`: what ease.ml/ci would say of a model, on its dev rows. Undefined where nobody asks; throws `usage` for what is no condition. */
export function askedCondition(
  invocation: Invocation,
): ((model: Pick<EvaluatedModel, 'scoreOnDev'>) => Promise<ConditionReport>) | undefined {
  const text = textOption(invocation, 'condition');
  if (text === undefined) return undefined;
  const clauses = parseCondition(text);
  return async ({ scoreOnDev }) => {
    const evaluation = await scoreOnDev();
    const { rows, numbers } = conditionNumbers(evaluation);
    const { alpha: delta, holdoutBudget: budget } = evaluation.project.statistics;
    const size = (adaptivity: 'none' | 'full') => conditionSize(clauses, { delta, steps: budget, adaptivity });
    const rowsNeeded = { none: size('none'), full: size('full') };
    return { clauses: judgeClauses(clauses, numbers), rows, rowsNeeded, budget };
  };
}
