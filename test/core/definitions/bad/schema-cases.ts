import type { BadCase } from './bad-case.ts';

const model = 'models/credit/model.yaml';
const gates = 'models/credit/gates.yaml';
const firstRule = '{metric: roc_auc, rule: notWorse, margin: 0.03, why: The ranking is read.}';
const view = 'features/applicant.yaml';
const deployment = 'environments/production/credit.yaml';

/** Documents that their own schema refuses. What each single key refuses is in the table of keys. */
export const schemaCases: readonly BadCase[] = [
  { rule: 'schema.value', file: model, replace: 'aval/v1', becomes: 'aval/v2' },
  { rule: 'schema.missingKey', file: model, replace: 'apiVersion: aval/v1\n', becomes: '', shown: '(no apiVersion)' },
  { rule: 'schema.missingKey', file: model, replace: 'kind: Model\n', becomes: '', shown: '(no kind)' },
  { rule: 'schema.unknownValue', file: model, replace: 'kind: Model', becomes: 'kind: Modle' },
  { rule: 'schema.type', file: model, becomes: '[credit]\n' },
  { rule: 'schema.type', file: model, becomes: 'credit\n' },
  { rule: 'schema.missingKey', file: model, replace: 'name: credit\n', becomes: '', shown: '(no name)' },
  { rule: 'schema.missingKey', file: model, replace: '  engine: gbdt', becomes: '  seed: 1' },
  { rule: 'schema.unknownKey', file: model, replace: 'features:', becomes: 'featuers:' },
  { rule: 'schema.unknownKey', file: model, replace: 'monitor:', becomes: 'colour: red\nmonitor:' },
  { rule: 'schema.unknownKey', file: model, replace: 'engine: gbdt', becomes: 'engine: gbdt\n  parameters: {tree: 9}' },
  {
    rule: 'schema.unknownKey',
    file: model,
    replace: 'engine: gbdt',
    becomes: 'engine: linear\n  parameters: {trees: 9}',
  },
  { rule: 'schema.unknownValue', file: model, replace: 'gbdt', becomes: 'gbd' },
  { rule: 'schema.type', file: model, replace: 'gbdt', becomes: '[gbdt]' },
  { rule: 'schema.unknownKey', file: model, replace: 'impute:', becomes: 'input:' },
  { rule: 'schema.missingKey', file: model, replace: 'impute: {columns: [age], with: median}', becomes: '{}' },
  {
    rule: 'schema.keysTogether',
    file: model,
    replace: '  - impute:',
    becomes: '  - log: {columns: [age]}\n    impute:',
  },
  { rule: 'schema.type', file: model, replace: '- impute: {columns: [age], with: median}', becomes: '- impute' },
  { rule: 'schema.unknownValue', file: model, replace: 'columns: [age]', becomes: 'columns: numbers' },
  { rule: 'schema.unknownValue', file: model, replace: 'with: median', becomes: 'with: medium' },
  { rule: 'schema.type', file: model, replace: 'with: median', becomes: 'with: 0' },
  { rule: 'schema.range', file: model, replace: '[applicant:age, applicant:amount]', becomes: '[]' },
  { rule: 'schema.type', file: model, replace: '[applicant:age, applicant:amount]', becomes: 'applicant:age' },
  { rule: 'schema.type', file: model, replace: 'name: credit', becomes: 'name: 1.10' },
  { rule: 'schema.type', file: deployment, replace: '"1.3.0"', becomes: '1.10' },
  { rule: 'schema.format', file: deployment, replace: '"1.3.0"', becomes: '"1.3"' },
  { rule: 'schema.format', file: deployment, replace: 'sha256:', becomes: 'sha1:' },
  { rule: 'schema.key', file: view, replace: '  age:', becomes: '  age in years:' },
  { rule: 'schema.type', file: view, replace: '  age:', becomes: '  age: years' },
  { rule: 'schema.unknownValue', file: 'features/traffic.yaml', replace: 'mean, of', becomes: 'median, of' },
  { rule: 'schema.unknownKey', file: 'features/traffic.yaml', replace: 'count,', becomes: 'count, of: delay,' },
  { rule: 'schema.rule', file: gates, replace: ', positive: Bad', becomes: '' },
  { rule: 'schema.rule', file: gates, replace: 'binary', becomes: 'regression' },
  {
    rule: 'schema.rule',
    file: 'sources/loans.yaml',
    becomes: 'apiVersion: aval/v1\nkind: Source\nname: loans\nuri: a.csv\nlicence: none\norigin: none\ncolumns: {}\n',
  },
  {
    rule: 'schema.rule',
    file: 'sources/loans.yaml',
    becomes:
      'apiVersion: aval/v1\nkind: Source\nname: loans\nuri: a.csv\nlicence: none\norigin: none\ncolumns:\n  age: {type: int, mostly: 0.9}\n',
  },
  { rule: 'schema.unknownKey', file: gates, replace: 'dev: {share: 0.2}', becomes: 'dev: {shar: 0.2}' },
  { rule: 'schema.keysTogether', file: gates, replace: 'dev: {share: 0.2}', becomes: 'dev: {share: 0.2, last: 7d}' },
  { rule: 'schema.unknownValue', file: gates, replace: 'metrics: [roc_auc,', becomes: 'metrics: [auc_roc,' },
  { rule: 'schema.type', file: gates, replace: 'threshold: costOptimal', becomes: 'threshold: costoptimal' },
  { rule: 'schema.range', file: gates, replace: 'threshold: costOptimal', becomes: 'threshold: 1.5' },
  { rule: 'schema.unknownValue', file: gates, replace: 'rule: notWorse', becomes: 'rule: noWorse' },
  { rule: 'schema.missingKey', file: gates, replace: 'rule: notWorse, margin: 0.03', becomes: 'rule: notWorse' },
  { rule: 'schema.missingKey', file: gates, replace: 'contrast: age, rule: gapNotWider', becomes: 'rule: gapNotWider' },
  { rule: 'schema.format', file: gates, replace: firstRule, becomes: '{rule: latencyAtMost, latency: 0ms, why: a}' },
  { rule: 'schema.format', file: gates, replace: firstRule, becomes: '{rule: latencyNotWorse, margin: "0.1", why: a}' },
  {
    rule: 'schema.unknownValue',
    file: gates,
    replace: firstRule,
    becomes: '{rule: latencyAtMost, quantile: p95, latency: 20ms, why: a}',
  },
  { rule: 'schema.range', file: gates, replace: firstRule, becomes: '{rule: rowsPerSecondAtLeast, rows: 0, why: a}' },
  { rule: 'schema.range', file: gates, replace: firstRule, becomes: '{rule: importanceAtMost, share: 60, why: a}' },
  { rule: 'schema.missingKey', file: gates, replace: firstRule, becomes: '{rule: importanceAtMost, why: a}' },
  {
    rule: 'schema.range',
    file: gates,
    replace: firstRule,
    becomes: '{rule: noNewDominantFeature, share: 0.3, leading: 51, why: a}',
  },
];
