import { oneLine } from '../plain-text.ts';
import type { Specification } from './figure.ts';

/** A specification, data and labels, whose every text is a line of characters that are seen: its SVG and its file hold them as they are. */
export function seenSpecification(specification: Specification): Specification {
  return Object.fromEntries(Object.entries(specification).map(([key, value]) => [key, seen(value)]));
}

function seen(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value);
  if (Array.isArray(value)) return value.map(seen);
  return typeof value === 'object' && value !== null ? seenSpecification(value as Specification) : value;
}
