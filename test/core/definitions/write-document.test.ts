import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseFile } from '../../../src/core/definitions/parse.ts';
import { documentText } from '../../../src/core/definitions/write-document.ts';
import { digestOf } from '../../../src/core/digest.ts';

const path = 'sources/departures.lock.yaml';
const lock = {
  apiVersion: 'aval/v1',
  kind: 'SourceLock',
  source: 'departures',
  rows: 10,
  until: '2026-05-27T00:00:00Z',
} as const;
const commented = `# why
apiVersion: aval/v1
kind: SourceLock
source: departures   # the airline's
rows: 7
until: '2026-05-01T00:00:00Z'    # moved by hand once
# the end
`;

test('a new file names its schema, and the loader reads back what was written', () => {
  const text = documentText(path, lock, undefined);
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/node_modules\/aval\/schemas\/source-lock\.schema\.json\n/,
  );
  const { documents, faults } = parseFile(path, new TextEncoder().encode(text));
  expect([documents.map(({ value }) => value), faults]).toEqual([[lock], []]);
});

test('a version is a text even where YAML would read a number', () => {
  const digest = digestOf('p');
  const value = { apiVersion: 'aval/v1', kind: 'Deployment', model: 'm', version: '1.10', digest } as const;
  expect(parse(documentText('environments/p/m.yaml', value, undefined)).version).toBe('1.10');
  expect(documentText('environments/p/m.yaml', value, undefined)).toContain('$schema=../../node_modules');
});

test('only what differs is replaced: comments, spacing and order stay', () => {
  expect(documentText(path, lock, commented)).toBe(
    commented.replace('rows: 7', 'rows: 10').replace("'2026-05-01T00:00:00Z'", '"2026-05-27T00:00:00Z"'),
  );
  const same = documentText(path, lock, commented);
  expect(documentText(path, lock, same)).toBe(same);
});

test('a key that is no longer there goes, a new one comes at the end', () => {
  const { until: _, ...timeless } = lock;
  expect(documentText(path, { ...timeless, digest: digestOf('d') }, commented)).toBe(
    `# why\napiVersion: aval/v1\nkind: SourceLock\nsource: departures   # the airline's\nrows: 10\n# the end\ndigest: ${digestOf('d')}\n`,
  );
});

test.each(['', 'a: [', '- a\n', 'rows: {a: 1}\n'])('%j is replaced whole', (text) => {
  expect(documentText(path, lock, text)).toBe(documentText(path, lock, undefined));
});
