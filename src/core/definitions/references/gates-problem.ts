import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import { suggestion } from '../nearest.ts';
import type { SourceColumn } from '../schema/source.ts';
import { columnOf, fitsType, isNumeric } from './columns.ts';
import { faultAt, faultAtKey, unknownName } from './fault-at.ts';
import { spineColumn } from './spine-column.ts';

type GatesDocument = DocumentOf<'Gates'>;
type LabelValue = string | number | boolean;

/** The label is a column of the spine that can hold the answers that the problem speaks of. */
export function* checkProblem(gates: GatesDocument, spine: DocumentOf<'Source'> | undefined): Generator<Fault> {
  const { label, task, costs, baseline, query } = gates.value.problem;
  const column = yield* spineColumn(gates, ['problem', 'label', 'column'], label.column, spine);
  if (column) {
    if (label.positive !== undefined)
      yield* checkLabelValue(gates, ['problem', 'label', 'positive'], label.positive, label.column, column);
    else if (label.classes !== undefined) yield* checkClasses(gates, label.classes, column);
    else if (!isNumeric(column)) {
      const message = `the label "${label.column}" holds no numbers: its type is ${column.type}`;
      const hint =
        task === 'binary' ? 'Name its positive class with "positive".' : 'Expected a column of type int or float.';
      yield faultAt(gates, ['problem', 'label', 'column'], 'gates.label', message, hint);
    }
  }
  if (task !== 'multiclass' && label.classes !== undefined)
    yield faultAtKey(gates, ['problem', 'label', 'classes'], 'gates.label', `a ${task} label has no "classes"`);
  if (task !== 'ranking' && query !== undefined)
    yield faultAtKey(gates, ['problem', 'query'], 'gates.query', `a ${task} task has no "query"`);
  if (task !== 'binary' && costs)
    yield faultAtKey(
      gates,
      ['problem', 'costs'],
      'gates.costs',
      `costs are those of binary decisions; the task is ${task}`,
    );
  yield* checkClassCosts(gates);
  yield* checkBaseline(gates, baseline.predict, column);
}

function* checkClasses(gates: GatesDocument, classes: readonly LabelValue[], column: SourceColumn): Generator<Fault> {
  const names = classes.map(String);
  for (const [i, value] of classes.entries()) {
    const at = ['problem', 'label', 'classes', i];
    if (names.indexOf(String(value)) !== i) yield faultAt(gates, at, 'gates.label', `"${value}" a second time`);
    else yield* checkLabelValue(gates, at, value, gates.value.problem.label.column, column);
  }
}

/** Costs name classes that there are, and every mistake: one that costs nothing would be what is always decided. */
function* checkClassCosts(gates: GatesDocument): Generator<Fault> {
  const { task, label, classCosts = {} } = gates.value.problem;
  const at = ['problem', 'classCosts'];
  if (task !== 'multiclass' && gates.value.problem.classCosts !== undefined) {
    yield faultAtKey(gates, at, 'gates.costs', `these costs are those of several classes; the task is ${task}`);
    return;
  }
  if (gates.value.problem.classCosts === undefined) return;
  const classes = label.classes?.map(String) ?? [];
  const unlisted = classes.filter((truth) => !Object.hasOwn(classCosts, truth));
  if (unlisted.length > 0) {
    const message = `classCosts does not say what mistakes about ${named(unlisted)} cost`;
    yield faultAtKey(gates, at, 'gates.costs', message, 'Give every class a line with the cost of each mistake.');
  }
  for (const [truth, costs] of Object.entries(classCosts)) {
    const missing = classes.filter((called) => called !== truth && !Object.hasOwn(costs, called));
    if (classes.includes(truth) && missing.length > 0) {
      const message = `classCosts does not say what it costs to call a row of "${truth}" ${named(missing)}`;
      yield faultAtKey(gates, [...at, truth], 'gates.costs', message, 'A mistake without a cost would always be made.');
    }
    if (!classes.includes(truth)) yield unknownName(gates, [...at, truth], 'class', truth, classes);
    for (const called of Object.keys(costs))
      if (!classes.includes(called)) yield unknownName(gates, [...at, truth, called], 'class', called, classes);
  }
}

function named(classes: readonly string[]): string {
  const few = classes.slice(0, 5).map((name) => JSON.stringify(name));
  return classes.length > few.length ? `${few.join(', ')} and ${classes.length - few.length} more` : few.join(', ');
}

function* checkBaseline(gates: GatesDocument, predict: LabelValue, column: SourceColumn | undefined): Generator<Fault> {
  if (predict === 'rate' || predict === 'mean') return;
  const { task, label } = gates.value.problem;
  const pointer = ['problem', 'baseline', 'predict'];
  if (task === 'binary') {
    if (predict !== 'majority' && column) yield* checkLabelValue(gates, pointer, predict, label.column, column);
  } else if (task === 'multiclass') {
    const classes = label.classes?.map(String) ?? [];
    if (predict !== 'majority' && !classes.includes(String(predict)))
      yield unknownName(gates, pointer, 'class', String(predict), classes);
  } else if (task === 'ranking') {
    const message = 'without a model the rows of a query have no order, so there is nothing to declare';
    yield faultAt(gates, pointer, 'gates.baseline', message, 'Leave the baseline out.');
  } else if (typeof predict !== 'number') {
    const message = `"${predict}" is not an answer to a regression`;
    yield faultAt(gates, pointer, 'gates.baseline', message, 'Expected a number or "mean".');
  }
}

/** A value of the label that a definition names must be able to occur. */
export function* checkLabelValue(
  gates: GatesDocument,
  pointer: Pointer,
  value: LabelValue,
  ref: string,
  column: SourceColumn,
): Generator<Fault> {
  if (column.values && !column.values.some((known) => String(known) === String(value))) {
    const hint = suggestion(String(value), column.values.map(String), 'Declared');
    yield faultAt(gates, pointer, 'gates.labelValue', `"${value}" is not among the values of "${ref}"`, hint);
  } else if (!column.values && !fitsType(column.type, value)) {
    const message = `${JSON.stringify(value)} can't be a value of "${ref}", which is of type ${column.type}`;
    yield faultAt(
      gates,
      pointer,
      'gates.labelValue',
      message,
      column.type === 'string' ? 'Put it in quotes.' : undefined,
    );
  }
}

/** The label's column, if its reference is sound. */
export function labelColumn(gates: GatesDocument, spine: DocumentOf<'Source'> | undefined): SourceColumn | undefined {
  const [source, name = ''] = gates.value.problem.label.column.split(':');
  return spine && source === spine.value.name ? columnOf(spine, name) : undefined;
}
