import { metrics } from '../evaluation/metrics.ts';
import type { Quantity } from './evidence.ts';

/** A quantity in words: "ROC AUC", "mean score of those labelled Good, 25 or under against over 25". Plain text, not escaped. */
export function quantityTitle(quantity: Quantity): string {
  const { title } = metrics[quantity.metric];
  const among = quantity.among === undefined ? '' : ` of those labelled ${quantity.among}`;
  if (quantity.group === undefined) return `${title}${among}`;
  const { name, value, reference } = quantity.group;
  const against = quantity.relative ? 'as a share of' : 'against';
  const group = reference === undefined ? `${name} ${value}` : `${value} ${against} ${reference}`;
  return `${title}${among}, ${group}`;
}

/** With a capital, for the beginning of a sentence. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
