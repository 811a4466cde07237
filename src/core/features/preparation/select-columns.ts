import { closest } from 'fastest-levenshtein';
import type { ColumnSelector } from '../../definitions/schema/model.ts';
import { AvalError, type Fault } from '../../errors.ts';
import type { Column, Frame } from '../frame.ts';

const typeOf = { numeric: 'number', categorical: 'category', time: 'time' } as const satisfies Record<
  string,
  Column['type']
>;

/** The part after the view: `amount` of `applicant:amount`. */
const shortName = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Full names of the columns that a step means, in the frame's order: all of a type (perhaps none), or each name given, short where unique.
 * Throws `config` with one fault per name that is unknown or ambiguous.
 */
export function selectColumns(selector: ColumnSelector, frame: Frame, step: string): readonly string[] {
  const names = [...frame.columns.keys()];
  if (typeof selector === 'string') return names.filter((n) => frame.columns.get(n)?.type === typeOf[selector]);
  const byShortName = Map.groupBy(names, shortName);
  const chosen = new Set<string>();
  const faults: Fault[] = [];
  for (const asked of selector) {
    const found = frame.columns.has(asked) ? [asked] : (byShortName.get(asked) ?? []);
    const [only] = found;
    if (found.length === 1 && only !== undefined) chosen.add(only);
    else faults.push(found.length === 0 ? unknown(asked, names, step) : ambiguous(asked, found, step));
  }
  if (faults.length > 0) throw new AvalError('config', faults);
  return names.filter((name) => chosen.has(name));
}

function unknown(asked: string, names: readonly string[], step: string): Fault {
  const message = `prepare: ${step}: unknown column "${asked}"`;
  if (names.length === 0) return { rule: 'prepare.column', message };
  const candidates = asked.includes(':') ? names : names.map(shortName);
  const nearest = names[candidates.indexOf(closest(asked, candidates))] ?? '';
  return { rule: 'prepare.column', message, hint: `Did you mean "${nearest}"?` };
}

function ambiguous(asked: string, found: readonly string[], step: string): Fault {
  return {
    rule: 'prepare.column',
    message: `prepare: ${step}: "${asked}" could be ${found.map((name) => `"${name}"`).join(' or ')}`,
    hint: 'Write the full name.',
  };
}
