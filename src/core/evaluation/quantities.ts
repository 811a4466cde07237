import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { AvalError } from '../errors.ts';
import type { Quantity } from '../gate/evidence.ts';
import { quantityKey } from '../gate/quantity-key.ts';
import { firstMetric, type GroupSizes, ruleQuantities } from '../gate/rule-quantities.ts';
import { measuredRules } from '../gate/rule-tree.ts';

const most = 2000;

/** What the verdict needs: the first metric (a first version is judged by it) and every rule's quantities, in the order of the rules. */
export function decidingQuantities(gates: Gates, groups: GroupSizes, project: Project): readonly Quantity[] {
  return distinct([
    firstMetric(gates),
    ...measuredRules(gates, project).flatMap(({ rule, oneOf }) => ruleQuantities(rule, groups, oneOf)),
  ]);
}

/**
 * Everything an evaluation measures, each once: the declared metrics over all rows, those of each class, what the rules need, then every metric by every group's
 * values and their contrasts. Throws `config` beyond 2,000.
 */
export function quantitiesOf(gates: Gates, groups: GroupSizes, project: Project): readonly Quantity[] {
  const overall = gates.evaluate.metrics.map((metric): Quantity => ({ metric }));
  const all = distinct([
    ...overall,
    ...ofClasses(gates),
    ...decidingQuantities(gates, groups, project),
    ...byGroup(gates, groups),
  ]);
  if (all.length <= most) return all;
  throw new AvalError('config', {
    rule: 'evaluate.tooMany',
    message: `${gates.model}: metrics and groups ask for ${all.length} measurements; at most ${most} are made`,
    hint: 'Declare fewer metrics, or groups with fewer values.',
  });
}

/** The metrics that are asked of each class, class after class. */
function ofClasses({ problem, evaluate }: Gates): Quantity[] {
  const { classes = [] } = problem.label;
  return (evaluate.byClass ?? []).flatMap((metric) =>
    classes.map((name): Quantity => ({ metric, class: String(name) })),
  );
}

function byGroup(gates: Gates, groups: GroupSizes): Quantity[] {
  return Object.entries(groups).flatMap(([name, values]) => {
    const reference = values.find((group) => group.reference)?.value;
    return gates.evaluate.metrics.flatMap((metric) =>
      values.flatMap(({ value, pruned }): Quantity[] => {
        if (pruned === true) return [];
        const own = { metric, group: { name, value } };
        return reference === undefined || value === reference
          ? [own]
          : [own, { metric, group: { name, value, reference } }];
      }),
    );
  });
}

function distinct(quantities: readonly Quantity[]): readonly Quantity[] {
  return [...new Map(quantities.map((quantity) => [quantityKey(quantity), quantity])).values()];
}
