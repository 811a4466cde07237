import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { faultAt, unknownName } from './fault-at.ts';
import { checkMetric } from './gates-evaluation.ts';
import { checkLabelValue, labelColumn } from './gates-problem.ts';

/** Each rule's metric fits the task, its contrast is a declared group, its label can occur. */
export function* checkRules(gates: DocumentOf<'Gates'>, spine: DocumentOf<'Source'> | undefined): Generator<Fault> {
  const { problem, evaluate } = gates.value;
  const groups = evaluate.groups.map(({ name }) => name);
  const column = labelColumn(gates, spine);
  for (const [i, { metric, contrast, among }] of gates.value.gates.entries()) {
    yield* checkMetric(gates, ['gates', i, 'metric'], metric);
    if (contrast !== undefined && !groups.includes(contrast))
      yield unknownName(gates, ['gates', i, 'contrast'], 'group', contrast, groups);
    if (among === undefined) continue;
    const pointer = ['gates', i, 'among', 'label'];
    if (problem.task === 'regression')
      yield faultAt(gates, pointer, 'gates.among', 'rows can be chosen by label only where the label is a class');
    else if (column) yield* checkLabelValue(gates, pointer, among.label, problem.label.column, column);
  }
}
