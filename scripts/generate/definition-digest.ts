/**
 * The reference page that says, for every field of every kind, whether changing it changes the definition digest. Each
 * answer is found by changing the field in a complete example and computing the digest again.
 * `node scripts/generate/definition-digest.ts` rewrites the page; a test compares it with `render()`.
 */
import { markdownTable } from 'markdown-table';
import type { Kind, ValueOf } from '../../src/core/definitions/document.ts';
import { kinds, schemas } from '../../src/core/definitions/schemas.ts';
import { type Digest, digestOf } from '../../src/core/digest.ts';
import { resolveModel } from '../../src/core/plan/resolve.ts';
import { type Example, examples } from './digest-example.ts';
import { type FieldPlace, fieldsOf, jsonSchemaOf, placesOf } from './schema-fields.ts';

const engineRevisions = { gbdt: 1, linear: 1, tfjs: 1, command: 1 };
/** Names that other documents use are changed everywhere at once. */
const names = new Set(['loans', 'payments', 'person', 'habits', 'risk']);
const spare: readonly unknown[] = [
  'higher',
  'sha256:'.padEnd(71, '1'),
  'data/moved.csv',
  'https://example.org/moved.csv',
  'regression',
  'hybrid',
  'mean',
  'rate',
  'sum',
  'inclusive',
  'tanh',
  'node',
  'public',
  'environment',
  'date',
  'csv',
  'parquet',
  'onCommand',
  'claimed',
  'warn',
  'log_loss',
  '3h',
  '3 of 4',
  '3GB',
  '1.1.0',
  '2026-02-01T00:00:00Z',
  'loans:person_id',
  'other',
  'Other.',
  0.25,
  0.05,
  5000,
  50,
  'model.py',
  ['train.py'],
  { column: 'other' },
  3,
  1.5,
  ['roc_auc', 'log_loss'],
  ['day'],
  [0.2, 0.8],
  [1],
  ['other'],
  ['late', 'never', 'paid'],
  ['habits:used', 'habits:mean'],
  ['numeric'],
  [{ rule: 'sizeAtMost', size: '9MB', why: 'So.' }],
  { approve: { count: 2 } },
  'harmonic',
  'value',
  'best',
  'demographicParity',
  'p50',
  'p99',
  '9ms',
  '7%',
  'nannyml',
  'kullback_leibler',
  'deciles',
  'std_deviation',
  true,
  false,
];
/** Fields that others must follow: what holds the field is changed as a whole. */
const wholes: Readonly<Record<string, (holder: Readonly<Record<string, unknown>>) => unknown>> = {
  'Model.train.engine': ({ engine }) => ({ engine: engine === 'gbdt' ? 'linear' : 'gbdt' }),
  'Model.monitor.drift.together.method': () => ({ method: 'energy' }),
  'Gates.gates[].rule': ({ metric, why }) => ({ metric, why, rule: 'superior' }),
  'Gates.gates[].preset': () => ({ preset: 'model-risk', margin: 0.1 }),
  'Gates.problem.task': (problem) => ({ ...problem, task: 'regression', label: { column: 'loans:late' } }),
  'Project.firstVersion.rule': () => ({ rule: 'superior' }),
};
const notes: Readonly<Record<string, string>> = {
  'Model.train.files': 'by the bytes of the files named',
  'Model.train.lock': 'by the bytes of the file named',
  'Source.uri': 'the bytes are pinned; the ending counts where `format` is absent',
  'SourceLock.digest': 'of a source outside the repository; git pins the files inside',
  'FeatureView.features.<name>.column': 'of a feature that the model uses',
  'FeatureView.features.<name>.sql': 'of a feature that the model uses',
  'FeatureView.aggregate.<name>.function': 'of a feature that the model uses',
  'FeatureView.aggregate.<name>.of': 'of a feature that the model uses',
  'FeatureView.aggregate.<name>.window': 'of a feature that the model uses',
  'Model.name': 'the package names its model',
  'Gates.model': 'it is the name of the model',
  'Entity.name': 'the views that name it change with it',
  'Source.name': 'the package names its sources',
  'SourceLock.source': 'it is the name of the source',
  'Deployment.model': 'it is the name of the model',
};

function exampleDigest({ documents, entries, code }: Example, revisions = engineRevisions): Digest {
  const of = <K extends Kind>(kind: K) =>
    new Map(
      documents[kind].map((item) => [
        String(item['name'] ?? item['source'] ?? item['model']),
        schemas[kind].parse(item) as ValueOf[K],
      ]),
    ); // its own schema
  const definitions = {
    entities: of('Entity'),
    sources: of('Source'),
    locks: of('SourceLock'),
    views: of('FeatureView'),
    models: of('Model'),
    gates: of('Gates'),
  };
  const [[name, model] = []] = definitions.models;
  if (name === undefined || model === undefined) throw new Error('the example has no model');
  const named = model.train.engine === 'command' ? [...model.train.files, model.train.lock] : [];
  const read = new Map([...code].filter(([file]) => named.includes(file)));
  return resolveModel(definitions, name, { entries, code: read, engineRevisions: revisions }).digest;
}

type Answer = 'yes' | 'no' | 'sometimes' | 'fixed' | 'uncovered';

/** For each field of a kind, whether changing it changes the digest of a model that reads the document. */
export function answers(kind: Kind): ReadonlyMap<string, Answer> {
  const schema = jsonSchemaOf(schemas[kind]);
  const seen = new Map<string, Set<boolean>>();
  for (const example of examples) {
    const before = exampleDigest(example);
    for (const [index, document] of example.documents[kind].entries()) {
      for (const place of placesOf(schema, document)) {
        const changed = change(example, kind, index, place);
        const outcomes = seen.get(place.field) ?? new Set();
        if (changed !== undefined) outcomes.add(exampleDigest(changed) !== before);
        seen.set(place.field, outcomes);
      }
    }
  }
  const fields = [...new Set([...fieldsOf(schema), ...seen.keys()])];
  return new Map(fields.map((field) => [field, answerOf(seen.get(field))]));
}

function answerOf(outcomes: ReadonlySet<boolean> | undefined): Answer {
  if (outcomes === undefined) return 'uncovered';
  if (outcomes.size === 0) return 'fixed';
  if (outcomes.size === 2) return 'sometimes';
  return outcomes.has(true) ? 'yes' : 'no';
}

/** The example with one field changed to another valid value; undefined where the schema allows one value only. */
function change(example: Example, kind: Kind, index: number, place: FieldPlace): Example | undefined {
  const { pointer, value } = place;
  if (typeof value === 'string' && names.has(value)) {
    const text = JSON.stringify(example.documents).replaceAll(new RegExp(`\\b${value}\\b(?!\\.csv)`, 'g'), `${value}2`);
    return { ...example, documents: JSON.parse(text) };
  }
  const whole = wholes[`${kind}.${place.field}`];
  const edit = (document: unknown, candidate: unknown): unknown => {
    if (whole === undefined) put(document, pointer, candidate);
    else put(document, pointer.slice(0, -1), whole(at(document, pointer.slice(0, -1))));
    return document;
  };
  for (const candidate of [`${value}x`, ...spare]) {
    if (JSON.stringify(candidate) === JSON.stringify(value)) continue;
    // Most candidates don't fit the field: seen in a copy of its document alone.
    if (!schemas[kind].safeParse(edit(structuredClone(example.documents[kind][index]), candidate)).success) continue;
    const documents = structuredClone(example.documents);
    edit(documents[kind][index], candidate);
    const changed = { ...example, documents };
    if (resolves(changed)) return changed;
  }
  return undefined;
}

function resolves(example: Example): boolean {
  try {
    return exampleDigest(example) !== '';
  } catch {
    return false; // a candidate that leads nowhere: the next one is tried
  }
}

function put(target: unknown, pointer: FieldPlace['pointer'], value: unknown): void {
  const last = pointer.at(-1);
  if (last !== undefined) at(target, pointer.slice(0, -1))[last] = value;
}

/** The object or list at a pointer that was read from this very document. */
function at(target: unknown, pointer: FieldPlace['pointer']): Record<string | number, unknown> {
  const found = pointer.reduce((value, key) => (value as Record<string | number, unknown>)[key], target); // as said
  return found as Record<string | number, unknown>; // as said
}

/** What is no document, and changes the digest or doesn't. */
function outside(): [string, string][] {
  const command = examples.find((example) => example.code.size > 0);
  if (command === undefined) throw new Error('no example has code');
  const before = exampleDigest(command);
  const yes = (changed: boolean): string => (changed ? '**yes**' : 'no');
  const entries = new Map([...command.entries].map(([path, entry]) => [path, { ...entry, id: 'b'.repeat(40) }]));
  const file = (name: string) => ({ ...command, code: new Map([...command.code, [name, digestOf('edited')]]) });
  return [
    ['bytes of a source in the repository', yes(exampleDigest({ ...command, entries }) !== before)],
    ['bytes of a file in `train.files`', yes(exampleDigest(file('train.py')) !== before)],
    ['bytes of `train.lock`', yes(exampleDigest(file('requirements.txt')) !== before)],
    ['revision of the engine', yes(exampleDigest(command, { ...engineRevisions, command: 2 }) !== before)],
    ['revision of another engine', yes(exampleDigest(command, { ...engineRevisions, gbdt: 2 }) !== before)],
    ['comments, order of keys, line endings, card.md', 'no'],
  ];
}

export function definitionDigestPage(): string {
  const sections = kinds.map((kind) => {
    const rows = [...answers(kind)].map(([field, answer]) => {
      const text = answer === 'fixed' ? 'has one value' : answer === 'yes' ? '**yes**' : answer;
      return [`\`${field}\``, text, notes[`${kind}.${field}`] ?? ''];
    });
    return `## ${kind}\n\n${markdownTable([['field', 'changes the digest', ''], ...rows])}\n`;
  });
  const other = markdownTable([['', 'changes the digest'], ...outside()]);
  return `<!-- Generated by scripts/generate.ts; do not edit. -->
# What changes a definition digest

A model is trained again when its definition digest changes, and only then. The digest covers everything that can change
the trained bits. Each answer below was found by changing that field in a complete example.

${sections.join('\n')}
## Outside the documents

${other}
`;
}
