import { hash } from 'node:crypto';
import type { CategoryColumn } from '../../features/frame.ts';

/** Rows to search, and rows that confirm. */
export interface Halves {
  readonly search: Uint32Array;
  readonly confirm: Uint32Array;
}

/** Halves by a hash of the row key, or of the cluster where rows come in clusters, so that a row keeps its side whatever rows come and go. */
export function splitRows(order: Uint32Array, keys: readonly string[], cluster: CategoryColumn | undefined): Halves {
  const ofLevel = cluster?.levels.map(searches);
  const side = Uint8Array.from(keys, (key, row) => ofLevel?.[cluster?.codes[row] ?? -1] ?? searches(key));
  return { search: order.filter((row) => side[row] === 1), confirm: order.filter((row) => side[row] !== 1) };
}

function searches(name: string): number {
  return hash('sha256', `segments\n${name}`, 'hex').charCodeAt(0) & 1; // of 16 digits 8 are even as text
}
