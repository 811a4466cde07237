import { metrics } from '../evaluation/metrics.ts';
import type { Quantity } from './evidence.ts';

/** A quantity in words: "ROC AUC", "recall of late", "mean score of those labelled Good, 25 or under against over 25". Plain text, not escaped. */
export function quantityTitle(quantity: Quantity): string {
  const own = metrics[quantity.metric].title;
  const title = quantity.class === undefined ? own : `${own} of ${quantity.class}`;
  const among = quantity.among === undefined ? '' : ` of those labelled ${quantity.among}`;
  if (quantity.group === undefined) return `${title}${among}`;
  const { name, value, reference, within } = quantity.group;
  const against = quantity.relative ? 'as a share of' : 'against';
  const group = reference === undefined ? `${name} ${value}` : `${value} ${against} ${reference}`;
  const stratum = within === undefined ? '' : `, within ${within.name} ${within.value}`;
  return `${title}${among}, ${group}${stratum}`;
}

/** With a capital, for the beginning of a sentence; names like nDCG keep their own. */
export function sentenceStart(text: string): string {
  if (/^.\p{Lu}/u.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
