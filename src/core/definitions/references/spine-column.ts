import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { SourceColumn } from '../schema/source.ts';
import { columnOf, unknownColumn } from './columns.ts';
import { faultAt } from './fault-at.ts';

/** Resolves `source:column` to a column of the spine; yields what is wrong and returns undefined where it can't. */
export function* spineColumn(
  gates: DocumentOf<'Gates'>,
  pointer: Pointer,
  ref: string,
  spine: DocumentOf<'Source'> | undefined,
): Generator<Fault, SourceColumn | undefined> {
  if (!spine) return undefined; // said where the spine is named
  const [source = '', name = ''] = ref.split(':');
  const spineName = spine.value.name;
  if (source !== spineName) {
    const hint = `Expected a column of the spine, like "${spineName}:${name}".`;
    yield faultAt(gates, pointer, 'gates.spine', `"${ref}" is no column of the spine "${spineName}"`, hint);
    return undefined;
  }
  const column = columnOf(spine, name);
  if (!column) yield unknownColumn(gates, pointer, spine, name);
  return column;
}
