import type { Document } from 'yaml';
import { AvalError, type Fault } from '../errors.ts';
import type { Locate } from './document.ts';
import { readText } from './text.ts';
import { locateNode } from './yaml-locate.ts';
import { readTree } from './yaml-tree.ts';
import { readValue } from './yaml-value.ts';

export interface YamlValue {
  readonly value: unknown;
  readonly locate: Locate;
}

/**
 * The values of a YAML file. The syntax tree is many times larger than the values and is dropped: a place is asked for
 * only when there is something to say about it, and then the text is parsed again.
 */
export function readYamlFile(
  file: string,
  bytes: Uint8Array,
): { documents: readonly YamlValue[]; faults: readonly Fault[] } {
  const read = readText(file, bytes);
  if ('fault' in read) return { documents: [], faults: [read.fault] };
  const { text } = read;
  const tree = readTree(file, text);
  if ('fault' in tree) return { documents: [], faults: [tree.fault] };
  const faults: Fault[] = [];
  let again: readonly Document[] | undefined;
  const documents = tree.documents.map((document, index): YamlValue => {
    const { value, faults: found } = readValue(file, text, document);
    faults.push(...found);
    const locate: Locate = (pointer, at = 'value') => {
      again ??= documentsOf(file, text);
      const node = again[index];
      if (!node) throw new AvalError('invariant', { rule: 'yaml.again', message: `${file} no longer parses the same` });
      return locateNode(file, text, node, pointer, at);
    };
    return { value, locate };
  });
  return { documents: faults.length > 0 ? [] : documents, faults };
}

function documentsOf(file: string, text: string): readonly Document[] {
  const tree = readTree(file, text);
  return 'documents' in tree ? tree.documents : [];
}
