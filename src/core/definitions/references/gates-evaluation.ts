import type { Fault } from '../../errors.ts';
import { binLabels } from '../../features/groups.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import { suggestion } from '../nearest.ts';
import { binaryMetrics, type GroupDefinition, type MetricName, regressionMetrics } from '../schema/gates.ts';
import type { SourceColumn } from '../schema/source.ts';
import { isNumeric } from './columns.ts';
import { faultAt } from './fault-at.ts';
import { spineColumn } from './spine-column.ts';

type GatesDocument = DocumentOf<'Gates'>;

/** Metrics that a message names. */
const shown = 12;

/** Metrics fit the task, what counts cost has costs, groups are of columns of the spine. */
export function* checkEvaluation(gates: GatesDocument, spine: DocumentOf<'Source'> | undefined): Generator<Fault> {
  const { metrics, threshold, groups } = gates.value.evaluate;
  for (const [i, metric] of metrics.entries()) {
    const pointer = ['evaluate', 'metrics', i];
    if (metrics.indexOf(metric) !== i) yield faultAt(gates, pointer, 'gates.metric', `"${metric}" a second time`);
    else yield* checkMetric(gates, pointer, metric);
  }
  if (threshold === 'costOptimal' && gates.value.problem.costs === undefined) {
    const hint = 'Add "costs" to "problem", or give a number.';
    yield faultAt(gates, ['evaluate', 'threshold'], 'gates.costs', '"costOptimal" needs the costs of decisions', hint);
  }
  for (const [i, group] of groups.entries()) {
    const pointer = ['evaluate', 'groups', i];
    if (groups.findIndex(({ name }) => name === group.name) !== i)
      yield faultAt(gates, [...pointer, 'name'], 'gates.group', `a second group "${group.name}"`, 'Names are unique.');
    const column = yield* spineColumn(gates, [...pointer, 'by'], group.by, spine);
    yield* checkBins(gates, pointer, group, column);
    if (column) yield* checkReferenceGroup(gates, pointer, group, column);
  }
}

/** One metric against the task and the costs it needs. */
export function* checkMetric(gates: GatesDocument, pointer: Pointer, metric: MetricName): Generator<Fault> {
  const { task, costs } = gates.value.problem;
  const fitting: readonly string[] = task === 'binary' ? binaryMetrics : regressionMetrics;
  if (!fitting.includes(metric)) {
    const message = `"${metric}" does not measure a ${task} task`;
    yield faultAt(
      gates,
      pointer,
      'gates.metric',
      message,
      `Expected one of ${fitting.slice(0, shown).join(', ')}, and ${fitting.length - shown} more.`,
    );
  } else if (metric === 'expected_cost' && !costs) {
    const message = '"expected_cost" needs the costs of decisions';
    yield faultAt(gates, pointer, 'gates.costs', message, 'Add "costs" to "problem".');
  }
}

function* checkBins(
  gates: GatesDocument,
  pointer: Pointer,
  group: GroupDefinition,
  column: SourceColumn | undefined,
): Generator<Fault> {
  const { bins } = group;
  const unordered = bins?.findIndex((edge, i) => i > 0 && edge <= (bins[i - 1] ?? edge)) ?? -1;
  if (unordered !== -1)
    yield faultAt(gates, [...pointer, 'bins', unordered], 'gates.bins', `the edges of "${group.name}" must rise`);
  if (!column) return;
  if (bins && !isNumeric(column)) {
    const message = `"${group.by}" is of type ${column.type}, which has no bins`;
    yield faultAt(gates, [...pointer, 'bins'], 'gates.bins', message, 'Without bins each value is a group.');
  }
  if (!bins && (column.type === 'float' || column.type === 'timestamp')) {
    const message = `each value of "${group.by}" would be a group of its own`;
    const hint = column.type === 'float' ? 'Add "bins: [<edge>, …]".' : 'Expected a column of few values.';
    yield faultAt(gates, [...pointer, 'by'], 'gates.bins', message, hint);
  }
}

function* checkReferenceGroup(
  gates: GatesDocument,
  pointer: Pointer,
  { name, bins, reference }: GroupDefinition,
  column: SourceColumn,
): Generator<Fault> {
  const known = bins ? binLabels(bins) : column.values?.map(String);
  if (reference === undefined || known === undefined || known.includes(String(reference))) return;
  const message = `"${reference}" is no part of the group "${name}"`;
  const hint = suggestion(String(reference), known, 'Parts');
  yield faultAt(gates, [...pointer, 'reference'], 'gates.reference', message, hint);
}
