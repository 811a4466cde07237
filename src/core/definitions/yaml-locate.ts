import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Location } from '../errors.ts';
import type { Pointer } from './document.ts';
import { locationOf } from './location.ts';

/** Place of the value (or its key) that `pointer` names; of the nearest written part around it where it is not written. */
export function locateNode(
  file: string,
  text: string,
  document: Document,
  pointer: Pointer,
  at: 'key' | 'value',
): Location {
  let node: Node | null = document.contents;
  let key: Node | null = null;
  for (const [index, step] of pointer.entries()) {
    const next = stepInto(resolve(node, document), step);
    if (!next) return place(file, text, key ?? firstKey(node) ?? node);
    const last = index === pointer.length - 1;
    if (last && at === 'key' && next.key) return place(file, text, next.key);
    key = typeof step === 'number' ? null : (next.key ?? key); // an item of a list begins at its own first key
    node = next.value ?? next.key;
  }
  // A block collection begins on the next line: its key says better where it is. An alias stands where it is written.
  if ((isMap(node) || isSeq(node)) && !node.flow) return place(file, text, key ?? firstKey(node) ?? node);
  return place(file, text, node);
}

function resolve(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function stepInto(node: Node | null, step: string | number): { key: Node | null; value: Node | null } | undefined {
  if (isSeq(node)) {
    const item = typeof step === 'number' ? (node.items[step] as Node | undefined) : undefined; // parsed documents hold nodes
    return item && { key: null, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((candidate) => isScalar(candidate.key) && candidate.key.value === step);
  return pair && { key: pair.key as Node, value: pair.value as Node | null }; // parsed documents hold nodes
}

/** `kind:` names a document better than its first line, which may be anything. */
function firstKey(node: Node | null): Node | null {
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === 'kind') ?? node.items[0];
  return (pair?.key as Node | undefined) ?? null; // parsed documents hold nodes
}

function place(file: string, text: string, node: Node | null): Location {
  const [start, end] = node?.range ?? [0, 1];
  return locationOf(file, text, start, end);
}
