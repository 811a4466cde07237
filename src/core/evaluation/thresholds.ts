import type { Gates } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import { type CategoryColumn, takeColumn } from '../features/frame.ts';
import { costOptimalThreshold } from './binary/cost-optimal-threshold.ts';
import { fitGroupThresholds, type GroupThresholds } from './group-thresholds/group-thresholds.ts';
import type { DecisionCosts } from './sample.ts';

/** Labels, scores and weights of the dev rows, by which a threshold may be fitted. */
export interface DevRows {
  readonly label: Float64Array;
  readonly score: Float64Array;
  /** How much each row counts; absent: 1. */
  readonly weight?: Float64Array;
  /** Needed where each part of a group has a threshold of its own. */
  readonly groups?: ReadonlyMap<string, CategoryColumn>;
}

/** From which score on a row is called positive. */
export interface Thresholds {
  readonly overall: number;
  /** In place of it, where the parts of a group have thresholds of their own. */
  readonly byGroup?: GroupThresholds;
}

/**
 * The fixed threshold, or the one of least expected cost on the labelled dev rows, or one for each part of a group; never fitted on the
 * rows under evaluation of another tier. Throws `config` without costs or group, `evidence` without labelled dev rows, or where fewer than two parts of the
 * group have enough of them.
 */
export function thresholdsOf(gates: Gates, dev: DevRows | undefined, minimumGroup: number): Thresholds {
  const { threshold } = gates.evaluate;
  if (typeof threshold === 'number') return { overall: threshold };
  const costs = costsOf(gates);
  const rows = fittingRows(gates, dev);
  const overall = costOptimalThreshold(rows.label, rows.score, costs, rows.weight).threshold;
  if (threshold === 'costOptimal') return { overall };
  const { perGroup, constraint, within } = threshold;
  const group = rows.groups?.get(perGroup);
  if (group === undefined) {
    throw new AvalError('config', {
      rule: 'evaluate.group',
      message: `${gates.model}: thresholds are asked for by the group "${perGroup}", which is not declared`,
      hint: 'Declare it in evaluate.groups.',
    });
  }
  const byGroup = fitGroupThresholds(rows, group, overall, { constraint, within, costs, minimumGroup });
  if (byGroup !== undefined) return { overall, byGroup };
  throw new AvalError('evidence', {
    rule: 'evaluate.dev',
    message: `${gates.model}: fewer than two parts of "${perGroup}" have the ${minimumGroup} dev rows that ${constraint} needs of each`,
    hint: 'Set more rows aside with data.dev, or use one threshold for all.',
  });
}

function costsOf({ model, problem, evaluate }: Gates): DecisionCosts {
  if (problem.costs !== undefined) return problem.costs;
  throw new AvalError('config', {
    rule: 'evaluate.costs',
    message: `${model}: ${evaluate.threshold === 'costOptimal' ? 'the threshold is costOptimal' : 'thresholds are fitted by group'}, and problem.costs says no cost`,
    hint: 'Add problem.costs, or give the threshold as a number.',
  });
}

/** Dev rows that have a label and some weight. */
function fittingRows({ model }: Gates, dev: DevRows | undefined): DevRows {
  const isKnown = (row: number) => !Number.isNaN(dev?.label[row] ?? Number.NaN) && dev?.weight?.[row] !== 0;
  const known = Uint32Array.from([...(dev?.label.keys() ?? [])].filter(isKnown));
  if (dev === undefined || known.length === 0) {
    throw new AvalError('evidence', {
      rule: 'evaluate.dev',
      message: `${model}: no labelled dev row to fit the threshold on`,
      hint: 'Set rows aside with data.dev, or give the threshold as a number.',
    });
  }
  const take = (values: Float64Array) => Float64Array.from(known, (row) => values[row] ?? Number.NaN);
  return {
    label: take(dev.label),
    score: take(dev.score),
    ...(dev.weight && { weight: take(dev.weight) }),
    ...(dev.groups && {
      groups: new Map([...dev.groups].map(([name, column]) => [name, takeColumn(column, known) as CategoryColumn])), // takeColumn keeps the type
    }),
  };
}
