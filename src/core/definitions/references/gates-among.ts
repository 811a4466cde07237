import type { Fault } from '../../errors.ts';
import { metricOf } from '../../evaluation/metrics.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { MetricRule } from '../schema/gate-rules.ts';
import type { SourceColumn } from '../schema/source.ts';
import { faultAt } from './fault-at.ts';
import { checkLabelValue } from './gates-problem.ts';

type GatesDocument = DocumentOf<'Gates'>;

/** Rows are chosen by a label that can occur, and the metric says something of rows that all have it. */
export function* checkAmong(
  gates: GatesDocument,
  rule: MetricRule,
  pointer: Pointer,
  label: SourceColumn | undefined,
): Generator<Fault> {
  if (rule.among === undefined) return;
  const at = [...pointer, 'among', 'label'];
  const { task, label: problemLabel } = gates.value.problem;
  if (task === 'regression' || task === 'ranking') {
    yield faultAt(gates, at, 'gates.among', 'rows can be chosen by label only where the label is a class');
    return;
  }
  const chosen = rule.among.label;
  const unknown = label ? [...checkLabelValue(gates, at, chosen, problemLabel.column, label)] : [];
  yield* unknown;
  const why = unknown.length > 0 ? undefined : whyUndefined(gates, rule, String(chosen));
  if (why === undefined) return;
  const message = `${why}, so among rows labelled "${chosen}" it is undefined, whatever the model`;
  yield faultAt(gates, at, 'gates.among', message, 'Leave "among" out, or ask for another metric.');
}

/** Why the metric says nothing of rows that all have this label; undefined where it may. */
function whyUndefined(gates: GatesDocument, rule: MetricRule, chosen: string): string | undefined {
  const { task, label } = gates.value.problem;
  const metric = metricOf(task, rule);
  if (metric?.bothClasses) return `${rule.metric} needs rows of more than one class`;
  // Of a label that is positive above a number, one value doesn't say which side it is on.
  const positive = task === 'binary' ? label.positive : rule.class;
  if (metric?.among === undefined || positive === undefined) return undefined;
  const isPositive = String(positive) === chosen;
  if (isPositive === (metric.among === 1)) return undefined;
  return `${rule.metric} counts ${metric.among === 1 ? 'positive' : 'negative'} rows alone`;
}
