import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Fault } from '../errors.ts';
import { locationOf } from './location.ts';
import { maximumDepth } from './yaml-tree.ts';

/** Greatest number of values that aliases may repeat. */
const maximumAliased = 10_000;

/** Plain values of one YAML document: strings, finite or infinite numbers, booleans, null, arrays, objects. */
export function readValue(
  file: string,
  text: string,
  document: Document,
): { value: unknown; faults: readonly Fault[] } {
  const reader = new ValueReader(file, text);
  return { value: reader.read(document.contents, 0), faults: reader.faults };
}

class ValueReader {
  readonly faults: Fault[] = [];
  readonly #file: string;
  readonly #text: string;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  /** The alias, as written, whose target is being repeated. */
  #outermost: Node | undefined;
  #aliased = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  read(node: unknown, depth: number): unknown {
    if (isAlias(node)) return this.#alias(node, node.source, depth);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null; // a key without a value
    if (this.#outermost) this.#aliased++;
    if (node.tag !== undefined) this.#tag(node.tag, node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#scalar(node.value, node);
    this.#open.add(node);
    const value = isSeq(node) ? node.items.map((item) => this.read(item, depth + 1)) : this.#map(node.items, depth + 1);
    this.#open.delete(node);
    return value;
  }

  #tag(tag: string, node: Node): void {
    const written = tag.replace('tag:yaml.org,2002:', '!!');
    this.#fault('yaml.tag', `the YAML tag "${written}"`, node, 'Remove it.');
  }

  #scalar(value: unknown, node: Node & { source?: string }): unknown {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      if (/^[-+]?[0-9]+$/.test(node.source ?? ''))
        this.#fault('yaml.number', `${node.source} is too large to be exact`, node, 'Put it in quotes.');
    }
    return value;
  }

  #map(items: readonly { key: unknown; value: unknown }[], depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const first = new Map<string, Node>();
    for (const pair of items) {
      const key = pair.key;
      if (!isScalar(key) || typeof key.value !== 'string') {
        this.#fault('yaml.key', 'a key that is not text', isScalar(key) ? key : (pair.value as Node | null));
        continue;
      }
      const earlier = first.get(key.value);
      if (earlier) {
        const line = this.#locate(earlier).line;
        this.#fault('yaml.duplicateKey', `the key "${key.value}" a second time`, key, `It is already on line ${line}.`);
      } else if (key.value === '__proto__') {
        this.#fault('yaml.key', 'the key "__proto__"', key, 'Choose another name.');
      } else {
        first.set(key.value, key);
        result[key.value] = this.read(pair.value, depth);
      }
    }
    return result;
  }

  #alias(node: Node, name: string, depth: number): unknown {
    const target = this.#anchors.get(name);
    if (target === undefined) return this.#fault('yaml.alias', `the alias "*${name}" has no anchor before it`, node);
    if (this.#open.has(target)) return this.#fault('yaml.alias', `"*${name}" contains itself`, node);
    if (depth > maximumDepth || this.#aliased > maximumAliased) {
      if (this.faults.some((fault) => fault.rule === 'yaml.aliases')) return null;
      const written = this.#outermost ?? node;
      return this.#fault('yaml.aliases', 'aliases that repeat too much', written, 'Write the values out.');
    }
    const outer = this.#outermost;
    this.#outermost ??= node;
    const value = this.read(target, depth + 1);
    this.#outermost = outer;
    return value;
  }

  #locate(node: Node | null) {
    const [start, end] = node?.range ?? [0, 1];
    return locationOf(this.#file, this.#text, start, end);
  }

  #fault(rule: string, message: string, node: Node | null, hint?: string): null {
    this.faults.push({ rule, message, location: this.#locate(node), ...(hint === undefined ? {} : { hint }) });
    return null;
  }
}
