import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../src/core/definitions/load.ts';
import { parseFile } from '../../../src/core/definitions/parse.ts';
import type { Fault } from '../../../src/core/errors.ts';
import { formatFault } from '../../../src/core/report/fault.ts';
import { repository, treeOf } from './bad/repository.ts';

const definitions = Object.entries(repository).filter(([path]) => path.endsWith('.yaml'));
const path = fc.constantFrom(...definitions.map(([name]) => name));
const words = [
  'a',
  'kind',
  ': ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '\n',
  '  ',
  '"',
  "'",
  '#',
  '&a ',
  '*a ',
  '!t ',
  '|',
  '>',
  '? ',
  '---',
  '\t',
  '\r\n',
  '1.10',
  'null',
  '~',
  '%YAML',
  '<<',
  '__proto__',
  'é',
  '😀',
];
const yamlish = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''));

/** A sound file with some stretches cut out, doubled or written over. */
const mutated = fc
  .tuple(
    fc.constantFrom(...definitions),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.constantFrom('', ...words)), { minLength: 1, maxLength: 4 }),
  )
  .map(([[name, text], edits]) => ({ name, text: edits.reduce(edit, text) }));

function edit(text: string, [at, length, insert]: [number, number, string]): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + length);
}

/** What every fault owes the reader: one line of message, and a place that is in the file. */
function checkFaults(faults: readonly Fault[], file: string, content: Uint8Array): void {
  const lines = new TextDecoder().decode(content).split('\n');
  for (const fault of faults) {
    expect(fault.message).toMatch(/^[^\n]+$/);
    const location = fault.location;
    if (!location) throw new Error(`no place: ${fault.message}`);
    expect(location.file).toBe(file);
    expect(location.line).toBeLessThanOrEqual(lines.length);
    expect(lines[location.line - 1]?.startsWith(location.excerpt)).toBe(true);
    expect(location.column).toBeLessThanOrEqual(location.excerpt.length + 1);
    expect(location.length).toBeGreaterThanOrEqual(1);
    expect(formatFault(fault).split('\n').length).toBeLessThanOrEqual(4);
  }
}

function checkFile(name: string, content: Uint8Array): void {
  const { documents, faults } = parseFile(name, content);
  expect(documents.length + faults.length).toBeGreaterThan(0);
  checkFaults(faults, name, content);
}

describe('no file crashes the parser, and every fault has a place in its file', () => {
  test('random bytes', () => {
    fc.assert(fc.property(path, fc.uint8Array({ maxLength: 300 }), checkFile), { numRuns: 300 });
  });

  test('random text that looks like YAML', () => {
    fc.assert(
      fc.property(path, yamlish, (name, text) => checkFile(name, new TextEncoder().encode(text))),
      { numRuns: 1000 },
    );
  });

  test('sound files with random edits', () => {
    fc.assert(
      fc.property(mutated, ({ name, text }) => checkFile(name, new TextEncoder().encode(text))),
      { numRuns: 1000 },
    );
  });
});

test('a repository with a randomly edited file loads whole or not at all', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async ({ name, text }) => {
      const { definitions: loaded, faults } = await loadDefinitions(treeOf({ ...repository, [name]: text }));
      expect(loaded === undefined).toBe(faults.length > 0);
    }),
    { numRuns: 150 },
  );
});
