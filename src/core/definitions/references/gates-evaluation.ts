import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { Gates } from '../schema/gates.ts';
import { type AskedMetric, askable } from '../schema/metrics-of-task.ts';
import { faultAt, faultAtKey, unknownName } from './fault-at.ts';
import { checkGroups } from './gates-groups.ts';

type GatesDocument = DocumentOf<'Gates'>;
type LabelValue = string | number | boolean;

/** Metrics that a message names. */
const shown = 12;

/** Metrics fit the task, what counts cost has costs, groups are of columns of the spine. */
export function* checkEvaluation(gates: GatesDocument, spine: DocumentOf<'Source'> | undefined): Generator<Fault> {
  const { metrics, byClass, threshold } = gates.value.evaluate;
  const { task } = gates.value.problem;
  yield* checkMetrics(gates, ['evaluate', 'metrics'], metrics, {});
  if (byClass !== undefined && task !== 'multiclass') {
    const message = `"byClass" asks about classes; the task is ${task}`;
    yield faultAtKey(gates, ['evaluate', 'byClass'], 'gates.class', message);
  } else yield* checkMetrics(gates, ['evaluate', 'byClass'], byClass ?? [], { class: 'each' });
  if (task !== 'binary' && threshold !== 0.5) {
    const message = `a threshold makes decisions of probabilities of two classes; the task is ${task}`;
    yield faultAtKey(gates, ['evaluate', 'threshold'], 'gates.threshold', message, 'Leave it out.');
  }
  if (task === 'binary' && typeof threshold !== 'number') yield* checkFitted(gates, threshold);
  yield* checkGroups(gates, spine);
}

/** A threshold that is fitted has costs to fit it by, and a group where it is one for each part. */
function* checkFitted(
  gates: GatesDocument,
  threshold: Exclude<Gates['evaluate']['threshold'], number>,
): Generator<Fault> {
  const pointer = ['evaluate', 'threshold'];
  const { evaluate, problem } = gates.value;
  if (problem.costs === undefined) {
    const hint = 'Add "costs" to "problem", or give a number.';
    const what = threshold === 'costOptimal' ? '"costOptimal" needs' : 'thresholds by group need';
    yield faultAt(gates, pointer, 'gates.costs', `${what} the costs of decisions`, hint);
  }
  if (threshold === 'costOptimal') return;
  const groups = evaluate.groups.map(({ name }) => name);
  if (!groups.includes(threshold.perGroup))
    yield unknownName(gates, [...pointer, 'perGroup'], 'group', threshold.perGroup, groups);
}

function* checkMetrics(
  gates: GatesDocument,
  pointer: Pointer,
  metrics: Gates['evaluate']['metrics'],
  asked: Pick<AskedMetric, 'class'>,
): Generator<Fault> {
  for (const [i, metric] of metrics.entries()) {
    const at = [...pointer, i];
    if (metrics.indexOf(metric) !== i) yield faultAt(gates, at, 'gates.metric', `"${metric}" a second time`);
    else yield* checkMetric(gates, at, { metric, ...asked });
  }
}

/** One metric against the task, the classes and the costs it needs. */
export function* checkMetric(gates: GatesDocument, pointer: Pointer, asked: AskedMetric): Generator<Fault> {
  const { task, costs, classCosts, label } = gates.value.problem;
  const { metric } = asked;
  const fitting = askable(task, asked);
  const top = /^top_(\d+)_accuracy$/.exec(metric)?.[1];
  if (fitting.length > 0 && !fitting.includes(metric)) {
    const what = asked.class === undefined ? `a ${task} task` : 'one class';
    const more = fitting.length > shown ? `, and ${fitting.length - shown} more` : '';
    const hint = `Expected one of ${fitting.slice(0, shown).join(', ')}${more}.`;
    yield faultAt(
      gates,
      pointer,
      'gates.metric',
      `"${metric}" does not measure ${what}`,
      ofOneClass(gates, asked) ?? hint,
    );
  } else if (metric === 'expected_cost' && (task === 'binary' ? costs : classCosts) === undefined) {
    const message = '"expected_cost" needs the costs of decisions';
    const hint = `Add "${task === 'binary' ? 'costs' : 'classCosts'}" to "problem".`;
    yield faultAt(gates, pointer, 'gates.costs', message, hint);
  } else if (top !== undefined && label.classes !== undefined && Number(top) >= label.classes.length) {
    const message = `"${metric}" of ${label.classes.length} classes is always 1`;
    yield faultAt(gates, pointer, 'gates.metric', message, 'Expected fewer than there are classes.');
  }
}

/** A metric of binary models can be had of a class. */
function ofOneClass(gates: GatesDocument, { metric, ...asked }: AskedMetric): string | undefined {
  const { task, label } = gates.value.problem;
  if (asked.class !== undefined || !askable(task, { class: 'each' }).includes(metric)) return undefined;
  return `Of one class it does: add "class: ${label.classes?.[0] ?? '<class>'}" to a rule, or name it in "evaluate.byClass".`;
}

/** A class that a rule is about. */
export function* checkClass(gates: GatesDocument, pointer: Pointer, asked: LabelValue | undefined): Generator<Fault> {
  if (asked === undefined) return;
  const { task, label } = gates.value.problem;
  if (task !== 'multiclass') {
    yield faultAtKey(gates, pointer, 'gates.class', `"class" chooses one of several classes; the task is ${task}`);
  } else if (!label.classes?.some((name) => String(name) === String(asked)))
    yield unknownName(gates, pointer, 'class', String(asked), label.classes?.map(String) ?? []);
}
