import { describe, expect, test } from 'vitest';
import type { Document } from '../../../src/core/definitions/document.ts';
import { parseFile } from '../../../src/core/definitions/parse.ts';
import { formatFault } from '../../../src/core/report/fault.ts';
import { repository } from './bad/repository.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(path: string, text = repository[path] ?? ''): Document {
  const { documents, faults } = parseFile(path, bytes(text));
  expect(faults.map(formatFault)).toEqual([]);
  const [first] = documents;
  if (!first) throw new Error('no document');
  return first;
}

describe('a sound file', () => {
  test('yields its value with every default', () => {
    const { kind, value } = read('models/credit/model.yaml');
    expect(kind).toBe('Model');
    expect(value).toMatchObject({
      name: 'credit',
      train: { engine: 'gbdt', seed: 0, parameters: { trees: 100, leaves: 31, learningRate: 0.1 } },
      monitor: { minimumRows: 500, drift: { q: 0.05 } },
    });
  });

  test('may hold several entities', () => {
    const { documents } = parseFile('entities.yaml', bytes(repository['entities.yaml'] ?? ''));
    expect(documents.map((document) => document.kind === 'Entity' && document.value.name)).toEqual([
      'applicant',
      'airport',
    ]);
  });

  test('means the same with a byte order mark, CRLF, comments, other key order and quotes', () => {
    const plain = 'apiVersion: aval/v1\nkind: Entity\nname: a\nkeys: [id]\n';
    const other = '\ufeff# why\r\nkeys:\r\n  - "id" # key\r\nname: \'a\'\r\nkind: Entity\r\napiVersion: aval/v1\r\n';
    expect(read('entities.yaml', other).value).toEqual(read('entities.yaml', plain).value);
  });

  test('may repeat a part by an alias', () => {
    const text = repository['models/credit/gates.yaml']
      ?.replace('dev: {share: 0.2}', 'dev: &part {share: 0.2}')
      .replace('holdout: {share: 0.3}', 'holdout: *part');
    expect(read('models/credit/gates.yaml', text).value).toMatchObject({ data: { holdout: { share: 0.2 } } });
  });

  test('says where its values and keys are, after CRLF too', () => {
    const { locate } = read(
      'models/credit/model.yaml',
      repository['models/credit/model.yaml']?.replaceAll('\n', '\r\n'),
    );
    expect(locate(['train', 'engine'])).toEqual({
      file: 'models/credit/model.yaml',
      line: 8,
      column: 11,
      length: 4,
      excerpt: '  engine: gbdt',
    });
    expect(locate(['train', 'engine'], 'key')).toMatchObject({ line: 8, column: 3, length: 6 });
    expect(locate(['features', 1])).toMatchObject({ line: 4, column: 27, length: 'applicant:amount'.length });
  });

  test('gives the nearest written part for a value that is only a default', () => {
    const { locate } = read('models/credit/model.yaml');
    expect(locate(['train', 'parameters', 'trees'])).toMatchObject({ line: 7, column: 1, length: 5 });
    expect(locate(['nothing', 'of', 'this'])).toMatchObject({ line: 2, column: 1, length: 4 });
  });
});

test('yields all faults of a file in the order of its lines, one for each thing to mend', () => {
  const text = `apiVersion: aval/v1
kind: Model
name: credit
featuers: [a:b]
train:
  engine: gbdt
  parameters: {leafs: 3, trees: 1.5}
monitor: {windw: 7d}
`;
  const { documents, faults } = parseFile('models/credit/model.yaml', bytes(text));
  expect(documents).toEqual([]);
  expect(faults.map(formatFault).join('\n\n')).toBe(`models/credit/model.yaml:4:1  unknown key "featuers"
  4 │ featuers: [a:b]
    │ ^^^^^^^^
  Did you mean "features"?

models/credit/model.yaml:7:16  unknown key "leafs" in train.parameters
  7 │   parameters: {leafs: 3, trees: 1.5}
    │                ^^^^^
  Did you mean "leaves"?

models/credit/model.yaml:7:33  train.parameters.trees: expected a whole number, found 1.5
  7 │   parameters: {leafs: 3, trees: 1.5}
    │                                 ^^^

models/credit/model.yaml:8:11  unknown key "windw" in monitor
  8 │ monitor: {windw: 7d}
    │           ^^^^^
  Did you mean "window"?`);
});

test('says to quote a version, as it was written', () => {
  const text = `apiVersion: aval/v1\nkind: Deployment\nmodel: credit\nversion: 1.10\ndigest: sha256:${'0'.repeat(64)}\n`;
  const { faults } = parseFile('environments/production/credit.yaml', bytes(text));
  expect(faults.map(formatFault)).toEqual([
    `environments/production/credit.yaml:4:10  version: expected a version in quotes, like "1.4.0", found 1.10
  4 │ version: 1.10
    │          ^^^^`,
  ]);
});

const listed = (item: string) => {
  const head =
    'apiVersion: aval/v1\nkind: Gates\nmodel: credit\nproblem: {question: a, decision: b, task: binary, label: {column: "loans:class", positive: Bad}}\n';
  const text = `${head}data: {spine: loans}\nevaluate: {metrics: [roc_auc]}\ngates:\n  - ${item}\n`;
  return parseFile('models/credit/gates.yaml', bytes(text)).faults.map(
    ({ message, location, hint = '' }) => `${location?.line}:${location?.column} ${message}. ${hint.slice(0, 45)}`,
  );
};

test.each<[string, string[]]>([
  [
    '{metrik: roc_auc, rule: notWorse, margin: 0.03, why: a}',
    ['8:6 unknown key "metrik" in gates[0]. Did you mean "metric"?'],
  ],
  [
    '{metric: roc_auc, threshold: 0.7, why: a}',
    ['8:5 missing key "rule" in gates[0]. Expected "notWorse", "superior", "atLeast", "'],
  ],
  ['{preset: model-risk}', ['8:5 missing key "margin" in gates[0]. ']],
  ['any:\n      - {metric: roc_auc, rule: superior, why: a}', ['8:5 missing key "why" in gates[0]. Expected text.']],
  [
    'none:\n      - any: [{metric: roc_auc, rule: superior, why: a}]\n        why: b\n    why: c',
    [
      '9:9 unknown key "any" in gates[0].none[0]. Known: metric, class, among, contrast, within',
      '9:9 missing key "rule" in gates[0].none[0]. Expected "notWorse", "superior", "atLeast", "',
    ],
  ],
  [
    '{rule: latencyAtMost, latency: 20, why: a}',
    ['8:36 gates[0].latency: expected text, found 20. Expected a time like "20ms" or "1.5s".'],
  ],
])('a rule with a fault is told as the rule that it resembles: %s', (item, faults) => {
  expect(listed(item)).toEqual(faults);
});

test('keeps the first hundred faults of a file', () => {
  const text = `${Array.from({ length: 500 }, (_, i) => `key${i}: 1`).join('\n')}\nkind: Entity\n`;
  expect(parseFile('entities.yaml', bytes(text)).faults).toHaveLength(100);
});

describe('hostile text of a mebibyte ends within seconds', () => {
  const size = 1 << 20;
  const repeat = (part: string) => part.repeat(Math.floor(size / part.length));
  test.each([
    '[\n',
    '{\n',
    '- \n',
    '? \n',
    '&a\n',
    '*a\n',
    '!\n',
    '"\n',
    ':\n',
    '---\n',
    '|\n',
    ',\n',
    'a: b\n',
    '%\n',
    '\n',
    '[a: \n',
  ])(
    '%j over and over',
    (part) => {
      const start = performance.now();
      const { faults } = parseFile('sources/a.yaml', bytes(repeat(part)));
      expect(faults.length).toBeGreaterThan(0);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
    15_000,
  );

  test('forty-nine thousand keys in one map', () => {
    const text = Array.from({ length: 49_000 }, (_, i) => `k${i}: 1`).join('\n');
    const start = performance.now();
    expect(parseFile('sources/a.yaml', bytes(text)).faults).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(10_000);
  }, 15_000);
});
