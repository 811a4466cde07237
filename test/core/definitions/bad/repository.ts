import type { Tree, TreeEntry } from '../../../../src/core/definitions/definitions.ts';

/** A sound repository of two models, small enough to read; each bad case changes one place of it. */
export const repository: Readonly<Record<string, string>> = {
  'aval.yaml': `apiVersion: aval/v1
kind: Project
name: lending
environments:
  - name: staging
  - name: production
    require:
      soak: {in: staging, for: 24h}
`,
  'entities.yaml': `apiVersion: aval/v1
kind: Entity
name: applicant
keys: [id]
---
apiVersion: aval/v1
kind: Entity
name: airport
keys: [airport]
`,
  'data/loans.csv': 'id,age,amount,class\n',
  'data/flights.csv': 'id,origin,at,delay\n',
  'code/train.py': 'pass\n',
  'sources/loans.yaml': `apiVersion: aval/v1
kind: Source
name: loans
uri: data/loans.csv
licence: CC BY 4.0
origin: invented
columns:
  id: {type: string, unique: true}
  age: {type: int, minimum: 18, maximum: 120}
  amount: {type: float}
  class: {type: string, values: [Good, Bad]}
`,
  'sources/flights.yaml': `apiVersion: aval/v1
kind: Source
name: flights
uri: data/flights.csv
time: at
zone: UTC
freshness: 7d
licence: public domain
origin: invented
columns:
  id: {type: int, unique: true}
  origin: {type: string}
  at: {type: timestamp, format: "%Y-%m-%d %H:%M"}
  delay: {type: float}
`,
  'sources/flights.lock.yaml': `apiVersion: aval/v1
kind: SourceLock
source: flights
rows: 10
until: "2026-05-27T00:00:00Z"
`,
  'features/applicant.yaml': `apiVersion: aval/v1
kind: FeatureView
name: applicant
entity: applicant
source: loans
features:
  age:
  amount:
  class:
  log_amount: {sql: ln(amount)}
  is_bad: {sql: "CASE WHEN class = 'Bad' THEN 1 ELSE 0 END"}
`,
  'features/people.yaml': `apiVersion: aval/v1
kind: FeatureView
name: people
entity: applicant
source: loans
features: {age: }
`,
  'features/traffic.yaml': `apiVersion: aval/v1
kind: FeatureView
name: traffic
entity: airport
source: flights
keys: {airport: origin}
time: at
knownAt: at + delay * interval '1 minute'
ttl: 1d
aggregate:
  mean_delay: {function: mean, of: delay, window: 3h}
  departures: {function: count, window: 1h}
`,
  'models/credit/model.yaml': `apiVersion: aval/v1
kind: Model
name: credit
features: [applicant:age, applicant:amount]
prepare:
  - impute: {columns: [age], with: median}
train:
  engine: gbdt
monitor:
  window: 7d
  retrain: {after: 2 of 3}
`,
  'models/credit/gates.yaml': `apiVersion: aval/v1
kind: Gates
model: credit
problem:
  question: Will this applicant repay?
  decision: Lend or decline.
  task: binary
  label: {column: loans:class, positive: Bad}
  costs: {falseNegative: 5, falsePositive: 1}
  baseline: {predict: Good}
data:
  spine: loans
  dev: {share: 0.2}
  holdout: {share: 0.3}
evaluate:
  metrics: [roc_auc, expected_cost]
  threshold: costOptimal
  groups:
    - {name: age, by: loans:age, bins: [25], reference: over 25}
gates:
  - {metric: roc_auc, rule: notWorse, margin: 0.03, why: The ranking is read.}
  - {metric: mean_score, among: {label: Good}, contrast: age, rule: gapNotWider, margin: 0.03, why: Policy 4.2.}
`,
  'models/delay/model.yaml': `apiVersion: aval/v1
kind: Model
name: delay
features: [traffic:mean_delay]
join: {airport: origin}
train:
  engine: command
  run: [python, train.py]
  files: [code/train.py]
  lock: code/train.py
`,
  'models/delay/gates.yaml': `apiVersion: aval/v1
kind: Gates
model: delay
problem:
  question: How late will it leave?
  decision: Warn the passengers.
  task: regression
  label: {column: flights:delay}
  baseline: {predict: mean}
data:
  spine: flights
  dev: {last: 7d}
  holdout: {last: 7d}
evaluate:
  metrics: [mae, r2]
gates:
  - {metric: mae, rule: notWorse, margin: 1, why: A minute is felt.}
`,
  'environments/production/credit.yaml': `apiVersion: aval/v1
kind: Deployment
model: credit
version: "1.3.0"
digest: sha256:${'0123456789abcdef'.repeat(4)}
`,
};

/** A tree of files in memory, as git would list it. `modes` are those that differ from a plain file. */
export function treeOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  modes: Readonly<Record<string, string>> = {},
): Tree {
  const bytes = new Map(Object.entries(files).map(([path, content]) => [path, bytesOf(content)]));
  const list = [...bytes].map(
    ([path, { length }]): TreeEntry => ({ path, mode: modes[path] ?? '100644', id: 'a'.repeat(40), size: length }),
  );
  return {
    id: 'b'.repeat(40),
    list: async () => list,
    read: async (paths) => new Map([...bytes].filter(([path]) => paths.includes(path))),
  };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
