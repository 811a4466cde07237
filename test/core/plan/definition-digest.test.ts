import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { answers } from '../../../scripts/generate/definition-digest.ts';
import { examples } from '../../../scripts/generate/digest-example.ts';
import type { Kind } from '../../../src/core/definitions/document.ts';
import { parseFile } from '../../../src/core/definitions/parse.ts';
import { pathOf } from '../../../src/core/definitions/place.ts';
import { kinds } from '../../../src/core/definitions/schemas.ts';
import { canonicalJson } from '../../../src/core/digest.ts';

const known = new Map<Kind, ReturnType<typeof answers>>();
/** Found once: each asks for the digest of every example with every field changed. */
function answersOf(kind: Kind) {
  const found = known.get(kind) ?? answers(kind);
  known.set(kind, found);
  return found;
}

describe('the table of fields', () => {
  test.each(kinds)('changes every field of %s', (kind) => {
    const fields = [...answersOf(kind)];
    expect(fields.filter(([, answer]) => answer === 'uncovered')).toEqual([]);
    expect(fields.filter(([, answer]) => answer === 'fixed').map(([field]) => field)).toEqual(['apiVersion', 'kind']);
  });

  // What DESIGN names, by hand: the page itself is generated and would follow a mistake.
  test.each([
    [
      'Model',
      ['description', 'owner', 'train.timeLimit', 'train.memoryLimit', 'monitor.window', 'monitor.drift.q'],
      'no',
    ],
    [
      'Model',
      [
        'features',
        'join.<name>',
        'prepare[].log.plus',
        'train.engine',
        'train.seed',
        'train.parameters.trees',
        'train.files',
        'train.lock',
        'train.run',
      ],
      'yes',
    ],
    [
      'Gates',
      [
        'problem.task',
        'problem.label.column',
        'problem.label.positive',
        'problem.label.above',
        'data.spine',
        'data.dev.share',
        'data.holdout.group',
        'data.holdout.last',
        'data.seed',
      ],
      'yes',
    ],
    [
      'Gates',
      [
        'problem.question',
        'problem.costs.falseNegative',
        'problem.baseline.predict',
        'data.equalRows',
        'evaluate.metrics',
        'evaluate.threshold',
        'gates[].margin',
        'gates[].why',
        'gates[].rule',
      ],
      'no',
    ],
    ['Model', ['train.reweigh.by'], 'yes'],
    // A package of several classes holds them to decide by.
    ['Gates', ['problem.classCosts.<name>.<name>'], 'yes'],
    // A ranking may be learned by its queries, or without them.
    ['Model', ['train.parameters.objective'], 'yes'],
    ['Gates', ['problem.query'], 'sometimes'],
    // A group counts where rows are reweighed by it.
    ['Gates', ['evaluate.groups[].by', 'evaluate.groups[].bins'], 'sometimes'],
    ['Gates', ['evaluate.groups[].reference', 'evaluate.threshold.perGroup', 'evaluate.threshold.within'], 'no'],
    [
      'FeatureView',
      ['entity', 'source', 'keys.<name>', 'time', 'knownAt', 'createdAt', 'equalTimes', 'ttl', 'sql'],
      'yes',
    ],
    ['FeatureView', ['description', 'owner', 'online', 'features.<name>.description', 'features.<name>.unit'], 'no'],
    [
      'FeatureView',
      ['features.<name>.column', 'features.<name>.sql', 'aggregate.<name>.window', 'aggregate.<name>.of'],
      'sometimes',
    ],
    [
      'Source',
      ['format', 'time', 'zone', 'columns.<name>.type', 'columns.<name>.format', 'columns.<name>.personal'],
      'yes',
    ],
    ['Source', ['uri', 'licence', 'origin', 'access', 'sample', 'freshness', 'columns.<name>.minimum'], 'no'],
    ['SourceLock', ['until'], 'yes'],
    ['SourceLock', ['rows'], 'no'],
    ['Entity', ['keys'], 'yes'],
  ] as const)('%s: %j %s', (kind, fields, answer) => {
    const found = answersOf(kind);
    expect(fields.map((field) => [field, found.get(field)])).toEqual(fields.map((field) => [field, answer]));
  });
});

test('comments, the order of keys and line endings change no document, so no digest', () => {
  const documents = examples.flatMap((example) =>
    (['Model', 'Gates', 'FeatureView', 'Source'] as const).flatMap((kind) =>
      example.documents[kind].map((value) => ({ path: pathOf(kind, String(value['name'] ?? value['model'])), value })),
    ),
  );
  const read = (path: string, text: string): string => {
    const { documents: found, faults } = parseFile(path, Buffer.from(text));
    expect(faults).toEqual([]);
    return canonicalJson(found[0]?.value);
  };
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    );
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.nat(),
      ({ path, value }, turn, crlf, flow, seed) => {
        const lines = stringify(turn ? reversed(value) : value, {
          lineWidth: 0,
          collectionStyle: flow ? 'flow' : 'any',
        }).split('\n');
        if (!flow) lines.splice(seed % lines.length, 0, '# a comment, ü');
        expect(read(path, lines.join(crlf ? '\r\n' : '\n'))).toBe(read(path, stringify(parse(stringify(value)))));
      },
    ),
    { numRuns: 60 },
  );
});
