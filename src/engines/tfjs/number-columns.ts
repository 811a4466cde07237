import { AvalError, type Fault } from '../../core/errors.ts';
import type { Frame } from '../../core/features/frame.ts';

/** The columns of a frame as numbers. Throws `config`, one fault for each column that a net can't take. */
export function numberColumns(frame: Frame): Map<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  const faults: Fault[] = [];
  for (const [name, column] of frame.columns) {
    if (column.type === 'number') columns.set(name, column.values);
    else faults.push({ rule: 'tfjs.column', ...wrongType(name, column.type) });
    const missing = column.type === 'number' ? column.values.findIndex(Number.isNaN) : -1;
    if (missing >= 0) faults.push(missingFault(name, missing));
    else if (column.type === 'number' && !column.values.every(Number.isFinite)) faults.push(infiniteFault(name));
  }
  if (faults.length > 0) throw new AvalError('config', faults);
  return columns;
}

function wrongType(name: string, type: 'category' | 'time'): Pick<Fault, 'message' | 'hint'> {
  const step = type === 'category' ? 'oneHot' : 'dateParts';
  return {
    message: `the engine tfjs takes numbers, column "${name}" is a ${type}`,
    hint: `Add "- ${step}: {columns: [${name}]}" to prepare.`,
  };
}

function missingFault(name: string, row: number): Fault {
  return {
    rule: 'tfjs.missing',
    message: `the engine tfjs takes no missing values, column "${name}" has one in row ${row + 1}`,
    hint: `Add "- impute: {columns: [${name}], with: median}" to prepare.`,
  };
}

function infiniteFault(name: string): Fault {
  return {
    rule: 'tfjs.infinite',
    message: `column "${name}" has a value that is not finite`,
    hint: `Add "- clip" with bounds for it to prepare.`,
  };
}
