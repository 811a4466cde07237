import type { BadCase } from './bad-case.ts';

const project = 'aval.yaml';
const loans = 'sources/loans.yaml';
const flights = 'sources/flights.yaml';
const lock = 'sources/flights.lock.yaml';
const applicant = 'features/applicant.yaml';
const traffic = 'features/traffic.yaml';
const model = 'models/credit/model.yaml';
const delay = 'models/delay/model.yaml';
const gates = 'models/credit/gates.yaml';
const delayGates = 'models/delay/gates.yaml';
const firstRule = '{metric: roc_auc, rule: notWorse, margin: 0.03, why: The ranking is read.}';
const uri = 'uri: data/loans.csv';

const soak = '      soak: {in: staging, for: 24h}';
const staging = '  - name: staging\n';

/** Rules of environments: in the last one, or in the first. */
const environmentCases = [
  ['project.compares', staging, '{metric: roc_auc, rule: superior, why: a}'],
  ['project.compares', staging, '{any: [{all: [{rule: latencyNotWorse, margin: 5%, why: a}], why: b}], why: c}'],
  ['project.compares', staging, '{preset: model-risk, margin: 0.1}'],
  ['project.metric', soak, '{metric: ndcg, rule: atLeast, threshold: 0.5, why: a}'],
  ['reference.group', soak, '{metric: mae, slice: {group: sex}, rule: atMost, threshold: 5, why: a}'],
  ['reference.group', soak, '{metric: selection_rate, contrast: sex, rule: fourFifths, why: a}'],
  ['gates.severity', soak, '{any: [{rule: sizeAtMost, size: 1MB, why: a, severity: warn}], why: b}'],
  ['gates.alpha', soak, '{metric: mae, rule: atMost, threshold: 5, alpha: 0.1, why: a}'],
  ['reference.feature', soak, '{rule: importanceAtMost, share: 0.6, feature: "traffic:delay", why: a}'],
].map(([rule = '', replace = '', item = '']): BadCase => {
  const becomes = replace === soak ? `${soak}\n      gates: [${item}]` : `${staging}    require: {gates: [${item}]}\n`;
  return { rule, file: project, replace, becomes };
});

/** Documents that are sound alone and don't fit together. */
/** A crossing of two groups with this reference. */
function crossedBy(reference: string) {
  const kind = '{name: kind, by: loans:class}';
  const both = `{name: both, crossing: [age, kind], reference: ${reference}}`;
  return { file: gates, replace: '  groups:', becomes: `  groups:\n    - ${kind}\n    - ${both}` };
}

export const referenceCases: readonly BadCase[] = [
  { rule: 'lock.missing', file: lock, becomes: undefined, shown: '(no such file)' },
  {
    rule: 'project.environment',
    file: project,
    replace: '- name: production',
    becomes: '- name: staging\n  - name: production',
  },
  { rule: 'reference.environment', file: project, replace: 'in: staging', becomes: 'in: stagging' },
  { rule: 'project.soak', file: project, replace: 'in: staging', becomes: 'in: production' },
  {
    rule: 'project.schedule',
    file: project,
    replace: 'environments:\n',
    becomes: 'statistics: {holdoutBudget: 17, holdout: {schedule: pocock}}\nenvironments:\n',
  },
  {
    rule: 'project.schedule',
    file: project,
    replace: 'environments:\n',
    becomes: 'statistics: {holdout: {schedule: obrienFleming}}\nenvironments:\n',
  },
  {
    rule: 'project.inconclusive',
    file: project,
    replace: '- name: staging\n',
    becomes: '- name: staging\n    require: {whenInconclusive: {approve: {count: 1}}}\n',
  },
  {
    rule: 'project.soak',
    file: project,
    replace: '- name: staging',
    becomes: '- name: staging\n    require: {soak: {in: production, for: 1h}}',
  },
  {
    rule: 'entity.duplicate',
    file: 'entities.yaml',
    replace: '---',
    becomes: '---\napiVersion: aval/v1\nkind: Entity\nname: applicant\nkeys: [id]\n---',
  },
  { rule: 'entity.keys', file: 'entities.yaml', replace: '[id]', becomes: '[id, id]' },
  { rule: 'reference.file', file: loans, replace: uri, becomes: 'uri: data/lones.csv' },
  { rule: 'source.path', file: loans, replace: uri, becomes: 'uri: ../data/loans.csv' },
  { rule: 'source.path', file: loans, replace: uri, becomes: 'uri: /etc/passwd.csv' },
  { rule: 'source.access', file: loans, replace: uri, becomes: 'uri: https://example.org/loans.csv' },
  { rule: 'source.uri', file: loans, replace: uri, becomes: 'uri: http://example.org/loans.csv\naccess: public' },
  { rule: 'source.uri', file: loans, replace: uri, becomes: `${uri}\naccess: environment` },
  {
    rule: 'source.uriSecret',
    file: loans,
    replace: uri,
    becomes: 'uri: https://me:secret@example.org/loans.csv\naccess: environment',
  },
  { rule: 'lock.missing', file: loans, replace: uri, becomes: 'uri: https://example.org/loans.csv\naccess: public' },
  { rule: 'source.format', file: loans, replace: uri, becomes: 'uri: code/train.py' },
  { rule: 'reference.file', file: loans, replace: uri, becomes: `${uri}\nsample: data/sample.csv` },
  { rule: 'reference.column', file: flights, replace: 'time: at', becomes: 'time: att' },
  { rule: 'column.time', file: flights, replace: 'time: at', becomes: 'time: delay' },
  { rule: 'source.freshness', file: loans, replace: uri, becomes: `${uri}\nfreshness: 7d` },
  { rule: 'source.zone', file: flights, replace: 'zone: UTC', becomes: 'zone: America/Los_Angles' },
  { rule: 'source.range', file: loans, replace: 'minimum: 18', becomes: 'minimum: 180' },
  { rule: 'source.range', file: loans, replace: 'class: {type: string,', becomes: 'class: {type: string, minimum: 1,' },
  {
    rule: 'source.timeFormat',
    file: loans,
    replace: 'amount: {type: float}',
    becomes: 'amount: {type: float, format: "%d"}',
  },
  { rule: 'source.values', file: loans, replace: 'values: [Good, Bad]', becomes: 'values: [Good, Bad, 1]' },
  {
    rule: 'reference.source',
    file: 'sources/fights.lock.yaml',
    becomes: 'apiVersion: aval/v1\nkind: SourceLock\nsource: fights\nrows: 1\n',
  },
  {
    rule: 'lock.until',
    file: 'sources/loans.lock.yaml',
    becomes: 'apiVersion: aval/v1\nkind: SourceLock\nsource: loans\nrows: 1\nuntil: "2026-01-01T00:00:00Z"\n',
  },
  { rule: 'lock.until', file: lock, replace: 'until: "2026-05-27T00:00:00Z"\n', becomes: '', shown: '(no until)' },
  {
    rule: 'lock.digest',
    file: flights,
    replace: 'uri: data/flights.csv',
    becomes: 'uri: https://example.org/flights.csv\naccess: public',
  },
  { rule: 'reference.entity', file: applicant, replace: 'entity: applicant', becomes: 'entity: aplicant' },
  { rule: 'reference.source', file: applicant, replace: 'source: loans', becomes: 'source: loan' },
  {
    rule: 'view.empty',
    file: 'features/nothing.yaml',
    becomes: 'apiVersion: aval/v1\nkind: FeatureView\nname: nothing\nentity: applicant\nsource: loans\n',
  },
  {
    rule: 'view.name',
    file: traffic,
    replace: 'aggregate:',
    becomes: 'features: {departures: {column: delay}}\naggregate:',
  },
  { rule: 'view.feature', file: applicant, replace: '{sql: ln(amount)}', becomes: '{sql: ln(amount), column: amount}' },
  { rule: 'view.time', file: applicant, replace: 'features:', becomes: 'ttl: 1d\nfeatures:' },
  {
    rule: 'view.time',
    file: applicant,
    replace: 'features:',
    becomes: 'aggregate: {n: {function: count, window: 1h}}\nfeatures:',
  },
  {
    rule: 'reference.key',
    file: traffic,
    replace: 'keys: {airport: origin}',
    becomes: 'keys: {airport: origin, port: origin}',
  },
  { rule: 'view.key', file: traffic, replace: 'keys: {airport: origin}\n', becomes: '', shown: '(no keys)' },
  { rule: 'reference.column', file: traffic, replace: 'airport: origin', becomes: 'airport: orgin' },
  { rule: 'reference.column', file: traffic, replace: 'time: at', becomes: 'time: departed' },
  {
    rule: 'reference.column',
    file: traffic,
    replace: "knownAt: at + delay * interval '1 minute'",
    becomes: 'knownAt: arrived',
  },
  { rule: 'reference.column', file: applicant, replace: '  class:', becomes: '  clas:' },
  { rule: 'reference.column', file: applicant, replace: '  amount:', becomes: '  amount: {column: amuont}' },
  { rule: 'reference.column', file: traffic, replace: 'of: delay', becomes: 'of: constructor' },
  { rule: 'view.aggregate', file: traffic, replace: 'of: delay', becomes: 'of: origin' },
  { rule: 'reference.gates', file: delayGates, becomes: undefined, shown: '(no such file)' },
  { rule: 'reference.model', file: delay, becomes: undefined, shown: '(no such file)' },
  { rule: 'reference.view', file: model, replace: 'applicant:age', becomes: 'aplicant:age' },
  { rule: 'reference.feature', file: model, replace: 'applicant:amount', becomes: 'applicant:amuont' },
  { rule: 'model.feature', file: model, replace: 'applicant:amount', becomes: 'applicant:age' },
  { rule: 'model.leak', file: model, replace: 'applicant:amount', becomes: 'applicant:class' },
  { rule: 'model.leak', file: model, replace: 'applicant:amount', becomes: 'applicant:is_bad' },
  {
    rule: 'reference.key',
    file: delay,
    replace: 'join: {airport: origin}',
    becomes: 'join: {airport: origin, gate: origin}',
  },
  { rule: 'reference.column', file: delay, replace: 'airport: origin', becomes: 'airport: orgin' },
  { rule: 'model.join', file: delay, replace: 'join: {airport: origin}\n', becomes: '', shown: '(no join)' },
  { rule: 'reference.feature', file: model, replace: 'columns: [age]', becomes: 'columns: [ago]' },
  {
    rule: 'model.ambiguousColumn',
    file: model,
    replace: '[applicant:age, applicant:amount]',
    becomes: '[applicant:age, people:age]',
  },
  {
    rule: 'model.zone',
    file: model,
    replace: 'impute: {columns: [age], with: median}',
    becomes: 'dateParts: {columns: time, parts: [hour], zone: Mars}',
  },
  {
    rule: 'model.clip',
    file: model,
    replace: 'impute: {columns: [age], with: median}',
    becomes: 'clip: {columns: [age]}',
  },
  {
    rule: 'model.clip',
    file: model,
    replace: 'impute: {columns: [age], with: median}',
    becomes: 'clip: {columns: [age], low: 9, high: 1}',
  },
  {
    rule: 'model.clip',
    file: model,
    replace: 'impute: {columns: [age], with: median}',
    becomes: 'clip: {columns: [age], low: 9, quantiles: [0, 1]}',
  },
  { rule: 'model.retrain', file: model, replace: '2 of 3', becomes: '4 of 3' },
  {
    rule: 'model.retrain',
    file: model,
    replace: 'after: 2 of 3',
    becomes: 'after: 2 of 3, when: {estimated: mae, worseBy: 0.1}',
  },
  {
    rule: 'reference.feature',
    file: model,
    replace: 'window: 7d',
    becomes: 'window: 7d\n  drift: {columns: {"applicant:agee": {method: psi}}}',
  },
  {
    rule: 'model.drift',
    file: model,
    replace: 'window: 7d',
    becomes: 'window: 7d\n  drift: {profile: nannyml, number: {method: psi}}',
  },
  {
    rule: 'model.drift',
    file: model,
    replace: 'window: 7d',
    becomes: 'window: 7d\n  drift: {profile: evidently, columns: {"applicant:age": {method: t_test}}}',
  },
  {
    rule: 'model.drift',
    file: model,
    replace: 'window: 7d',
    becomes: 'window: 7d\n  drift: {profile: evidently, usual: std_deviation}',
  },
  { rule: 'reference.file', file: delay, replace: 'lock: code/train.py', becomes: 'lock: code/uv.lock' },
  { rule: 'reference.source', file: gates, replace: 'spine: loans', becomes: 'spine: lones' },
  { rule: 'gates.rowKey', file: loans, replace: ', unique: true', becomes: '' },
  {
    rule: 'gates.rowKey',
    file: loans,
    replace: 'amount: {type: float}',
    becomes: 'amount: {type: float, unique: true}',
  },
  { rule: 'gates.spine', file: gates, replace: 'loans:class', becomes: 'flights:delay' },
  { rule: 'reference.column', file: gates, replace: 'loans:class', becomes: 'loans:clas' },
  { rule: 'gates.labelValue', file: gates, replace: 'positive: Bad', becomes: 'positive: Bat' },
  { rule: 'gates.labelValue', file: gates, replace: 'predict: Good', becomes: 'predict: God' },
  { rule: 'gates.label', file: gates, replace: 'positive: Bad', becomes: 'above: 1' },
  {
    rule: 'gates.costs',
    file: delayGates,
    replace: '  baseline:',
    becomes: '  costs: {falseNegative: 1}\n  baseline:',
  },
  { rule: 'gates.baseline', file: delayGates, replace: 'predict: mean', becomes: 'predict: majority' },
  { rule: 'gates.time', file: gates, replace: 'dev: {share: 0.2}', becomes: 'dev: {last: 7d}' },
  { rule: 'gates.shares', file: gates, replace: 'dev: {share: 0.2}', becomes: 'dev: {share: 0.7}' },
  {
    rule: 'gates.shares',
    file: gates,
    replace: 'dev: {share: 0.2}',
    becomes: 'dev: {share: 0.2}\n  vault: {share: 0.5}',
  },
  { rule: 'gates.time', file: gates, replace: 'dev: {share: 0.2}', becomes: 'dev: {share: 0.2}\n  vault: {last: 7d}' },
  { rule: 'gates.metric', file: gates, replace: 'metrics: [roc_auc,', becomes: 'metrics: [mae,' },
  { rule: 'gates.metric', file: gates, replace: 'metrics: [roc_auc,', becomes: 'metrics: [expected_cost,' },
  { rule: 'gates.metric', file: delayGates, replace: 'metric: mae', becomes: 'metric: roc_auc' },
  {
    rule: 'reference.group',
    file: gates,
    replace: 'threshold: costOptimal',
    becomes: 'threshold: {perGroup: ages, constraint: equalOpportunity}',
  },
  {
    rule: 'gates.threshold',
    file: delayGates,
    replace: 'metrics: [mae, r2]',
    becomes: 'metrics: [mae, r2]\n  threshold: {perGroup: age, constraint: equalOpportunity}',
  },
  { rule: 'reference.group', file: model, replace: 'engine: gbdt', becomes: 'engine: gbdt\n  reweigh: {by: ages}' },
  {
    rule: 'model.reweigh',
    file: 'models/delay/model.yaml',
    replace: 'engine: command',
    becomes: 'engine: command\n  reweigh: {by: age}',
  },
  {
    rule: 'model.objective',
    file: model,
    replace: 'engine: gbdt',
    becomes: 'engine: gbdt\n  parameters: {objective: lambdarank}',
  },
  { rule: 'gates.group', file: gates, replace: '  groups:', becomes: '  groups:\n    - {name: age, by: loans:class}' },
  { rule: 'reference.column', file: gates, replace: 'by: loans:age', becomes: 'by: loans:agee' },
  { rule: 'gates.bins', file: gates, replace: 'by: loans:age', becomes: 'by: loans:class' },
  { rule: 'gates.bins', file: gates, replace: 'bins: [25]', becomes: 'bins: [25, 25]' },
  {
    rule: 'gates.bins',
    file: delayGates,
    replace: 'metrics: [mae, r2]',
    becomes: 'metrics: [mae]\n  groups: [{name: late, by: flights:delay}]',
  },
  { rule: 'gates.reference', file: gates, replace: 'over 25', becomes: 'over 52' },
  { rule: 'reference.group', file: gates, replace: 'contrast: age', becomes: 'contrast: agee' },
  { rule: 'reference.group', file: gates, replace: 'contrast: age', becomes: 'contrast: age, within: agee' },
  { rule: 'gates.within', file: gates, replace: 'contrast: age', becomes: 'contrast: age, within: age' },
  {
    rule: 'gates.within',
    file: gates,
    replace: 'rule: notWorse, margin: 0.03',
    becomes: 'rule: notWorse, margin: 0.03, within: age',
  },
  {
    rule: 'reference.group',
    file: gates,
    replace: '  groups:',
    becomes: '  groups:\n    - {name: both, crossing: [age, sex]}',
  },
  {
    rule: 'gates.group',
    file: gates,
    replace: '  groups:',
    becomes: '  groups:\n    - {name: both, crossing: [age, age]}',
  },
  { rule: 'gates.reference', ...crossedBy('[over 25, Good, Bad]') },
  { rule: 'gates.reference', ...crossedBy('[over 52, Good]') },
  { rule: 'gates.labelValue', file: gates, replace: 'label: Good', becomes: 'label: God' },
  ...[
    'metric: recall, among: {label: Good}, rule: atLeast, threshold: 0.5',
    'metric: false_positive_rate, among: {label: Bad}, rule: atMost, threshold: 0.5',
    'metric: roc_auc, among: {label: Bad}, rule: notWorse, margin: 0.03',
  ].map((rule) => ({ rule: 'gates.among', file: gates, replace: firstRule, becomes: `{${rule}, why: a}` })),
  ...[
    '{metric: recall, rule: atLeast, threshold: 0.9, why: a}\n  - {metric: recall, rule: atMost, threshold: 0.8, why: b}',
    '{all: [{metric: recall, rule: atMost, threshold: 0.8, why: a}, {metric: recall, rule: atLeast, threshold: 0.9, why: b}], why: c}',
  ].map((becomes) => ({ rule: 'gates.contradiction', file: gates, replace: firstRule, becomes })),
  { rule: 'gates.among', file: delayGates, replace: 'rule: notWorse', becomes: 'among: {label: 1}, rule: notWorse' },
  {
    rule: 'reference.model',
    file: 'environments/staging/credits.yaml',
    becomes: `apiVersion: aval/v1\nkind: Deployment\nmodel: credits\nversion: "1.0.0"\ndigest: sha256:${'0'.repeat(64)}\n`,
  },
  {
    rule: 'reference.environment',
    file: 'environments/prodution/credit.yaml',
    becomes: `apiVersion: aval/v1\nkind: Deployment\nmodel: credit\nversion: "1.0.0"\ndigest: sha256:${'0'.repeat(64)}\n`,
  },
  {
    rule: 'gates.alpha',
    file: gates,
    replace: 'margin: 0.03, why: The ranking',
    becomes: 'margin: 0.03, alpha: 0.1, why: The ranking',
  },
  {
    rule: 'gates.margin',
    file: gates,
    replace: 'rule: notWorse, margin: 0.03',
    becomes: 'contrast: age, rule: notWorse, margin: 2%',
  },
  ...[
    ['gates.limit', 'metric: roc_auc, rule: notWorse, margin: 3'],
    ['gates.limit', 'metric: roc_auc, rule: notWorse, margin: 100%'],
    ['gates.limit', 'metric: roc_auc, rule: superior, margin: 1'],
    ['gates.limit', 'metric: false_positive_rate, rule: atMost, threshold: 5'],
    ['gates.limit', 'metric: log_loss, rule: atLeast, threshold: -1'],
    ['gates.limit', 'metric: recall, contrast: age, rule: atMost, threshold: 3'],
    ['gates.limit', 'metric: recall, contrast: age, rule: gapNotWider, margin: 2'],
    ['gates.limit', 'metric: roc_auc, rule: notWorse, anchor: {floor: 70}, margin: 0.03'],
    ['gates.direction', 'metric: mean_score, rule: superior'],
  ].map(([rule = '', becomes = '']): BadCase => {
    return { rule, file: gates, replace: 'metric: roc_auc, rule: notWorse, margin: 0.03', becomes };
  }),
  ...[
    ['gates.limit', 'preset: mlflow-thresholds, metric: roc_auc, threshold: 70'],
    ['gates.limit', 'preset: mlflow-thresholds, metric: roc_auc, minimumChange: 5'],
    ['gates.direction', 'preset: mlflow-thresholds, metric: mean_score, minimumChange: 0.1'],
  ].map(([rule = '', becomes = '']): BadCase => {
    return { rule, file: gates, replace: 'metric: roc_auc, rule: notWorse, margin: 0.03', becomes };
  }),
  {
    rule: 'gates.anchor',
    file: gates,
    replace: 'metric: roc_auc, rule: notWorse, margin: 0.03',
    becomes: 'metric: mean_score, rule: notWorse, anchor: {floor: 0.5}, margin: 0.03',
  },
  {
    rule: 'gates.severity',
    file: gates,
    replace: firstRule,
    becomes: '{any: [{metric: roc_auc, rule: superior, why: a, severity: warn}], why: b}',
  },
  {
    rule: 'gates.severity',
    file: gates,
    replace: firstRule,
    becomes: '{any: [{all: [{metric: roc_auc, rule: superior, why: a}], why: b, severity: warn}], why: c}',
  },
  {
    rule: 'gates.none',
    file: gates,
    replace: firstRule,
    becomes: '{none: [{metric: roc_auc, contrast: age, rule: superior, why: a}], why: b}',
  },
  {
    rule: 'gates.none',
    file: gates,
    replace: firstRule,
    becomes: '{none: [{metric: roc_auc, slice: {group: age}, rule: superior, why: a}], why: b}',
  },
  {
    rule: 'gates.slice',
    file: gates,
    replace: 'contrast: age, rule: gapNotWider, margin: 0.03',
    becomes: 'contrast: age, slice: {group: age}, rule: atMost, threshold: 0.03',
  },
  {
    rule: 'gates.preset',
    file: gates,
    replace: firstRule,
    becomes: '{preset: mlflow-thresholds, metric: roc_auc, why: a}',
  },
  {
    rule: 'gates.metric',
    file: delayGates,
    replace: '{metric: mae, rule: notWorse, margin: 1, why: A minute is felt.}',
    becomes: '{preset: mlflow-thresholds, metric: roc_auc, threshold: 0.7, why: a}',
  },
  {
    rule: 'reference.group',
    file: gates,
    replace: firstRule,
    becomes: '{preset: nyc-ll144, metric: negative_rate, contrasts: [sex]}',
  },
  {
    rule: 'reference.group',
    file: gates,
    replace: firstRule,
    becomes: '{all: [{metric: negative_rate, contrast: sex, rule: fourFifths, why: a}], why: b}',
  },
  {
    rule: 'reference.feature',
    file: gates,
    replace: firstRule,
    becomes: '{rule: importanceAtMost, share: 0.6, feature: "applicant:aeg", why: a}',
  },
  {
    rule: 'reference.view',
    file: gates,
    replace: firstRule,
    becomes: '{any: [{rule: importanceAtMost, share: 0.6, feature: "aplicant:age", why: a}], why: b}',
  },
  ...environmentCases,
];
