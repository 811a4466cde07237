// Small complete repositories in which every field of every kind is written at least once.
import type { TreeEntry } from '../../src/core/definitions/definitions.ts';
import type { Kind } from '../../src/core/definitions/document.ts';
import { type Digest, digestOf } from '../../src/core/digest.ts';

export interface Example {
  /** Documents as YAML would give them, before defaults. */
  readonly documents: Readonly<Record<Kind, readonly Readonly<Record<string, unknown>>[]>>;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly code: ReadonlyMap<string, Digest>;
}

const head = <K extends Kind>(kind: K) => ({ apiVersion: 'aval/v1', kind });

const projects = [
  {
    ...head('Project'),
    name: 'lending',
    description: 'Loans.',
    app: 'aval-bot',
    environments: [
      {
        name: 'staging',
        promote: 'onRelease',
        require: {
          evidence: 'scored',
          approvals: { count: 1, from: ['risk-owners'] },
          soak: { in: 'test', for: '24h' },
          gates: [{ rule: 'sizeAtMost', size: '5MB', why: 'So.' }],
          whenInconclusive: { approve: { count: 1, from: ['mei'] } },
        },
        rollback: { approvals: { count: 1, from: ['risk-owners'] } },
      },
      {
        name: 'production',
        require: {
          gates: [{ rule: 'sizeAtMost', size: '5MB', why: 'So.' }],
          whenInconclusive: 'block',
        },
      },
    ],
    firstVersion: { rule: 'notWorse', margin: 0.1 },
    statistics: { alpha: 0.05, minimumGroup: 30, holdoutBudget: 32, newRows: 0.5, resamples: 2000 },
    predictions: 'predictions/',
    packages: 'packages',
    compute: { runsOn: 'ubuntu-latest', timeLimit: '30m', memoryLimit: '2GB' },
  },
];

const entities = [
  { ...head('Entity'), name: 'person', description: 'Who asks.', owner: 'crm', keys: ['person_id', 'country'] },
];

const column = {
  description: 'A column.',
  unit: 'euro',
  unique: false,
  nulls: 0.5,
  values: ['a', 'b'],
  minimum: 0,
  maximum: 9,
  mostly: 0.9,
};
const sourceFields = {
  description: 'Rows.',
  owner: 'data',
  sample: 'data/sample.csv',
  time: 'asked_at',
  zone: 'Europe/Berlin',
  freshness: '7d',
  rows: { minimum: 10 },
  licence: 'public domain',
  origin: 'made up',
  columns: {
    person_id: { type: 'int' },
    asked_at: { type: 'timestamp', format: '%Y-%m-%d' },
    amount: { type: 'float', ...column, personal: true },
    late: { type: 'boolean' },
  },
};
const sources = [
  { ...head('Source'), name: 'loans', uri: 'data/loans.csv', format: 'csv', access: 'repository', ...sourceFields },
  {
    ...head('Source'),
    name: 'payments',
    uri: 'https://example.org/p.csv',
    format: 'csv',
    access: 'public',
    ...sourceFields,
  },
];
const locks = ['loans', 'payments'].map((source) => ({
  ...head('SourceLock'),
  source,
  digest: digestOf(source),
  rows: 100,
  until: '2026-01-01T00:00:00Z',
}));

const feature = { column: 'amount', description: 'How much.', unit: 'euro' };
const window = { window: '7d', description: 'Of a week.', unit: 'euro' };
const views = [
  {
    ...head('FeatureView'),
    name: 'habits',
    description: 'What people do.',
    owner: 'features',
    entity: 'person',
    source: 'payments',
    keys: { person_id: 'payer' },
    time: 'asked_at',
    knownAt: 'asked_at',
    createdAt: 'written_at',
    equalTimes: 'strict',
    ttl: '30d',
    online: true,
    sql: 'SELECT * FROM payments',
    features: {
      plain: null,
      used: feature,
      computed: { sql: 'amount * 2' },
      unused: { ...feature, sql: 'amount + 1' },
    },
    aggregate: {
      mean: { function: 'mean', of: 'amount', ...window },
      unused_mean: { function: 'mean', of: 'amount', ...window },
    },
  },
];

const gatesFields = {
  evaluate: {
    metrics: ['roc_auc'],
    byClass: ['recall'],
    threshold: 0.5,
    cluster: 'loans:person_id',
    groups: [
      { name: 'size', by: 'loans:amount', bins: [5], reference: 'over 5' },
      { name: 'class', by: 'loans:class' },
      { name: 'size-and-class', crossing: ['size', 'class'], reference: ['over 5', 'Good'] },
    ],
  },
  gates: [
    {
      metric: 'roc_auc',
      class: 'late',
      among: { label: true },
      contrast: 'size',
      rule: 'notWorse',
      margin: 0.1,
      anchor: 'none',
      why: 'So.',
      severity: 'deny',
    },
    { metric: 'roc_auc', rule: 'notWorse', margin: 0.1, anchor: { floor: 0.5 }, why: 'So.' },
    {
      metric: 'roc_auc',
      contrast: 'size',
      within: 'class',
      rule: 'gapNotWider',
      margin: 0.1,
      worseIs: 'lower',
      why: 'So.',
    },
    {
      metric: 'roc_auc',
      rule: 'atLeast',
      threshold: 0.6,
      minimumRows: 50,
      alpha: 0.01,
      decides: 'interval',
      why: 'So.',
    },
    { metric: 'roc_auc', slice: { group: 'size', part: 'small' }, rule: 'atLeast', threshold: 0.5, why: 'So.' },
    { metric: 'selection_rate', rule: 'fourFifths', contrast: 'size', minimumShare: 0.02, why: 'So.' },
    { rule: 'sizeAtMost', size: '5MB', why: 'So.' },
    { rule: 'latencyAtMost', quantile: 'p99', latency: '20ms', why: 'So.' },
    { rule: 'latencyNotWorse', quantile: 'p50', margin: '5%', why: 'So.' },
    { rule: 'rowsPerSecondAtLeast', rows: 100, why: 'So.' },
    { rule: 'importanceAtMost', share: 0.6, feature: 'habits:used', why: 'So.' },
    { rule: 'noNewDominantFeature', share: 0.3, leading: 2, why: 'So.' },
    { all: [{ metric: 'roc_auc', rule: 'superior', why: 'So.' }], why: 'So.' },
    { any: [{ metric: 'roc_auc', rule: 'superior', why: 'So.' }], why: 'So.' },
    { none: [{ metric: 'roc_auc', rule: 'superior', why: 'So.' }], why: 'So.' },
    { preset: 'nyc-ll144', metric: 'selection_rate', contrasts: ['size'] },
    {
      preset: 'mlflow-thresholds',
      metric: 'roc_auc',
      threshold: 0.6,
      minimumChange: 0.01,
      minimumRelativeChange: 0.02,
      why: 'So.',
    },
  ],
};
const byGroup = { perGroup: 'size', constraint: 'equalOpportunity', within: 0.1 };
const problem = {
  question: 'Will it be late?',
  decision: 'Decline.',
  task: 'binary',
  query: 'loans:asked_at',
  costs: { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 },
  classCosts: { late: { paid: 5 } },
  baseline: { predict: 'rate' },
};

const columns = ['habits:used'];
const prepare = [
  { impute: { columns, with: { value: 1 }, indicator: true } },
  { impute: { columns, with: 'median' } },
  { clip: { columns, low: 0, high: 9, quantiles: [0.1, 0.9] } },
  { log: { columns, plus: 1 } },
  { standardise: { columns } },
  { oneHot: { columns, minimumShare: 0.1 } },
  { ordinal: { columns, order: ['a', 'b'] } },
  { mergeRare: { columns, minimumShare: 0.1 } },
  { dateParts: { columns, parts: ['year', 'month'], zone: 'UTC' } },
];
const trainings = [
  {
    engine: 'gbdt',
    parameters: {
      trees: 100,
      leaves: 15,
      learningRate: 0.1,
      minimumRows: 20,
      l2: 1,
      categorySmoothing: 10,
      earlyStopping: { rounds: 20, share: 0.1 },
    },
    seed: 7,
    reweigh: { by: 'size' },
  },
  { engine: 'linear', parameters: { l2: 1, iterations: 25, tolerance: 0.1 }, seed: 7 },
  {
    engine: 'tfjs',
    parameters: {
      layers: [64, 32],
      activation: 'relu',
      dropout: 0.1,
      epochs: 10,
      batchSize: 256,
      learningRate: 0.1,
      backend: 'wasm',
    },
    seed: 7,
  },
  {
    engine: 'command',
    run: ['python', 'train.py'],
    files: ['train.py', 'model.py'],
    lock: 'requirements.txt',
    parameters: { depth: 3 },
    timeLimit: '30m',
    memoryLimit: '2GB',
    seed: 7,
  },
  { engine: 'gbdt', parameters: { objective: 'lambdarank' }, seed: 7 },
];

function gates(label: object, dev: object, holdout: object) {
  const data = { spine: 'loans', dev, holdout, vault: dev, seed: 1, weight: 'loans:amount', equalRows: 0.05 };
  return {
    ...head('Gates'),
    model: 'risk',
    problem: { ...problem, label: { column: 'loans:late', classes: ['late', 'paid', 'never'], ...label } },
    data,
    ...gatesFields,
    evaluate: { ...gatesFields.evaluate, ...('positive' in label && { threshold: byGroup }) },
    whenInconclusive: 'positive' in label ? 'block' : { approve: { count: 1, from: ['mei'] } },
  };
}

/** Rows of one query are ranked together. */
function ranking() {
  const rule = gates({}, { share: 0.2 }, { last: '14d' });
  return { ...rule, problem: { ...rule.problem, task: 'ranking' } };
}

function entry(path: string, id: string): [string, TreeEntry] {
  return [path, { path, mode: '100644', id, size: 1 }];
}

/** One for each engine, and one that ranks; labels and split rules differ between them so that each form is there. */
export const examples: readonly Example[] = trainings.map((train, index) => {
  const model = {
    ...head('Model'),
    name: 'risk',
    description: 'Risk.',
    owner: 'team',
    features: ['habits:plain', 'habits:used', 'habits:computed', 'habits:mean'],
    join: { person_id: 'borrower' },
    prepare,
    train,
    monitor: {
      window: '7d',
      minimumRows: 500,
      drift: {
        q: 0.05,
        profile: 'evidently',
        number: { method: 'psi', threshold: 0.2, bins: 'sturges', floor: 0.01 },
        category: { method: 'psi', threshold: 0.2, floor: 0.01 },
        columns: { 'habits:plain': { method: 'psi', threshold: 0.2, bins: 'sturges', floor: 0.01 } },
        usual: 'windows',
        share: 0.5,
        together:
          index % 2 === 0
            ? {
                method: 'lsdd',
                threshold: 0.1,
                rows: 500,
                permutations: 200,
                sigma: 'pooled',
                lambda: 0.1,
                centers: 100,
              }
            : { method: 'pca_reconstruction', threshold: 0.1, rows: 500, components: 0.65 },
      },
      retrain: { after: '2 of 3', when: { estimated: 'roc_auc', worseBy: 0.01 } },
    },
  };
  const rule =
    'objective' in train.parameters
      ? ranking()
      : index % 2 === 0
        ? gates({ positive: true }, { share: 0.2, group: 'loans:person_id' }, { share: 0.2, group: 'loans:person_id' })
        : gates({ above: 3 }, { last: '7d' }, { last: '14d' });
  const deployment = { ...head('Deployment'), model: 'risk', version: '1.0.0', digest: digestOf('package') };
  return {
    documents: {
      Project: projects.map((one) => ({
        ...one,
        statistics: {
          ...one.statistics,
          holdout: index % 2 === 0 ? { mode: 'ladder', step: 0.01, schedule: 'basel' } : { mode: 'none' },
        },
      })),
      Entity: entities,
      Source: sources,
      SourceLock: locks,
      FeatureView: views,
      Model: [model],
      Gates: [rule],
      Deployment: [deployment],
    },
    entries: new Map([entry('data/loans.csv', 'a'.repeat(40)), entry('data/moved.csv', 'a'.repeat(40))]),
    code: new Map(
      train.engine === 'command'
        ? ['train.py', 'model.py', 'requirements.txt'].map((file) => [file, digestOf(file)])
        : [],
    ),
  };
});
