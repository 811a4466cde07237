import type { Gates } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import { columnText } from './column-text.ts';
import type { Column } from './frame.ts';

type LabelRule = Gates['problem']['label'];

/**
 * The label as numbers, NaN where missing. With `positive` 1 where the text is that value; with `above` 1 where the number
 * is greater; with `classes` the place of the text among them; with neither the number itself. Throws `config` when the column can't be read so, `positive` never occurs, or a row has a class that is not listed.
 */
export function labelValues(column: Column, rule: LabelRule): Float64Array {
  if (rule.positive !== undefined) return isValue(columnText(column), String(rule.positive), rule.column);
  if (rule.classes !== undefined) return classOf(columnText(column), rule.classes.map(String), rule.column);
  if (column.type !== 'number') {
    const message = `the label ${rule.column} holds no numbers`;
    throw new AvalError('config', { rule: 'label.type', message, hint: 'Name its positive class: label.positive' });
  }
  const { above } = rule;
  if (above === undefined) return column.values;
  return column.values.map((value) => (Number.isNaN(value) ? value : Number(value > above)));
}

function isValue(texts: readonly (string | null)[], positive: string, column: string): Float64Array {
  if (texts.length > 0 && !texts.includes(positive)) {
    const found = [...new Set(texts.filter((text) => text !== null))].slice(0, 5).join(', ');
    const message = `no row of ${column} has the positive value "${positive}"`;
    throw new AvalError('config', { rule: 'label.positive', message, hint: `Found: ${found}` });
  }
  return Float64Array.from(texts, (text) => (text === null ? Number.NaN : Number(text === positive)));
}

function classOf(texts: readonly (string | null)[], classes: readonly string[], column: string): Float64Array {
  const index = new Map(classes.map((name, place) => [name, place]));
  const unknown = texts.find((text) => text !== null && !index.has(text));
  if (unknown !== undefined && unknown !== null) {
    const message = `a row of ${column} has the value "${unknown.slice(0, 80)}", which label.classes does not list`;
    throw new AvalError('config', {
      rule: 'label.classes',
      message,
      hint: `Listed: ${classes.slice(0, 10).join(', ')}`,
    });
  }
  return Float64Array.from(texts, (text) => (text === null ? Number.NaN : (index.get(text) ?? Number.NaN)));
}
