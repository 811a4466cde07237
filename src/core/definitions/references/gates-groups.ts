import type { Fault } from '../../errors.ts';
import { binLabels } from '../../features/groups.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import { suggestion } from '../nearest.ts';
import type { ColumnGroup, CrossedGroup } from '../schema/gates.ts';
import type { SourceColumn } from '../schema/source.ts';
import { isNumeric } from './columns.ts';
import { faultAt, unknownName } from './fault-at.ts';
import { spineColumn } from './spine-column.ts';

type GatesDocument = DocumentOf<'Gates'>;
/** The parts of each group by a column; undefined where only the rows tell. */
type Parts = ReadonlyMap<string, readonly string[] | undefined>;

/** Groups have names of their own, columns of the spine, and references that can occur; crossings are of groups by columns. */
export function* checkGroups(gates: GatesDocument, spine: DocumentOf<'Source'> | undefined): Generator<Fault> {
  const { groups } = gates.value.evaluate;
  const parts = new Map<string, readonly string[] | undefined>();
  for (const [i, group] of groups.entries()) {
    const pointer = ['evaluate', 'groups', i];
    if (groups.findIndex(({ name }) => name === group.name) !== i)
      yield faultAt(gates, [...pointer, 'name'], 'gates.group', `a second group "${group.name}"`, 'Names are unique.');
    if ('crossing' in group) continue;
    const column = yield* spineColumn(gates, [...pointer, 'by'], group.by, spine);
    yield* checkBins(gates, pointer, group, column);
    const known = group.bins ? binLabels(group.bins) : column?.values?.map(String);
    parts.set(group.name, known);
    if (column && group.reference !== undefined)
      yield* checkReference(gates, [...pointer, 'reference'], group.reference, group.name, known);
  }
  for (const [i, group] of groups.entries())
    if ('crossing' in group) yield* checkCrossing(gates, ['evaluate', 'groups', i], group, parts);
}

function* checkBins(
  gates: GatesDocument,
  pointer: Pointer,
  group: ColumnGroup,
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

function* checkCrossing(
  gates: GatesDocument,
  pointer: Pointer,
  { crossing, reference }: CrossedGroup,
  parts: Parts,
): Generator<Fault> {
  for (const [i, name] of crossing.entries()) {
    const at = [...pointer, 'crossing', i];
    if (!parts.has(name)) yield unknownName(gates, at, 'group', name, parts.keys());
    else if (crossing.indexOf(name) !== i) yield faultAt(gates, at, 'gates.group', `"${name}" a second time`);
  }
  if (reference === undefined) return;
  if (reference.length !== crossing.length) {
    const message = `a reference of ${reference.length} parts for a crossing of ${crossing.length} groups`;
    const hint = `Expected one part of each: ${crossing.join(', ')}.`;
    yield faultAt(gates, [...pointer, 'reference'], 'gates.reference', message, hint);
    return;
  }
  for (const [i, part] of reference.entries()) {
    const name = crossing[i] ?? '';
    yield* checkReference(gates, [...pointer, 'reference', i], part, name, parts.get(name));
  }
}

function* checkReference(
  gates: GatesDocument,
  pointer: Pointer,
  reference: string | number | boolean,
  group: string,
  known: readonly string[] | undefined,
): Generator<Fault> {
  if (known === undefined || known.includes(String(reference))) return;
  const message = `"${reference}" is no part of the group "${group}"`;
  yield faultAt(gates, pointer, 'gates.reference', message, suggestion(String(reference), known, 'Parts'));
}
