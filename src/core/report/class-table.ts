import type { Evidence } from '../gate/evidence.ts';
import { isPlain, tableOfModels } from './measurement-tables.ts';
import type { TextTable } from './text-table.ts';

/** Every number of one class against all others, class after class, each with the rows that it counts. */
export function classTable(evidence: Evidence, champion: string): TextTable {
  const own = evidence.measurements.filter(
    ({ quantity }) => quantity.class !== undefined && quantity.group === undefined && isPlain(quantity),
  );
  const classes = [...new Set(own.map(({ quantity }) => quantity.class))];
  const sorted = classes.flatMap((name) => own.filter(({ quantity }) => quantity.class === name));
  return tableOfModels(sorted, evidence, champion);
}
