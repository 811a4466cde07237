import type { BadCase } from './bad-case.ts';

const file = 'models/credit/gates.yaml';
const delay = 'models/delay/gates.yaml';

/** Sound gates of three classes of loans. */
const classes = `apiVersion: aval/v1
kind: Gates
model: credit
problem:
  question: What will become of this loan?
  decision: Whom to call.
  task: multiclass
  label: {column: loans:id, classes: [late, never, paid]}
data:
  spine: loans
evaluate:
  metrics: [accuracy, log_loss]
  byClass: [recall]
gates:
  - {metric: recall, class: never, rule: notWorse, margin: 0.03, why: They are the loss.}
`;

const costs = '{late: {never: 5, paid: 1}, never: {late: 5, paid: 1}, paid: {late: 1, never: 2}}';

/** Sound gates of flights that are ranked by how late they are, airport by airport. */
const ranking = `apiVersion: aval/v1
kind: Gates
model: delay
problem:
  question: Which flights will leave latest?
  decision: Whom to look at first.
  task: ranking
  query: flights:origin
  label: {column: flights:delay}
data:
  spine: flights
  dev: {share: 0.2, group: flights:origin}
  holdout: {last: 7d}
evaluate:
  metrics: [ndcg]
gates:
  - {metric: ndcg, rule: notWorse, margin: 0.03, why: The first are looked at.}
`;

/** The sound files themselves, which must have no fault. */
export const soundTasks: readonly BadCase[] = [
  { rule: 'none', file, becomes: classes },
  { rule: 'none', file, becomes: changed(classes, '  label:', `  classCosts: ${costs}\n  label:`) },
  { rule: 'none', file: delay, becomes: ranking },
];

/** Places of these gates made bad, and what the fault says. */
export const taskCases: readonly BadCase[] = [
  ...(
    [
      ['schema.rule', ', classes: [late, never, paid]', ''],
      ['gates.label', '[late, never, paid]', '[late, never, late]'],
      ['schema.rule', 'classes: [late', 'positive: late, classes: [late'],
      ['schema.range', '[late, never, paid]', '[late, paid]'],
      ['gates.labelValue', '[late, never, paid]', '[1, never, paid]'],
      ['gates.metric', '[accuracy, log_loss]', '[roc_auc]'],
      ['gates.metric', '[accuracy, log_loss]', '[top_3_accuracy]'],
      ['gates.metric', '[recall]', '[f1_macro]'],
      ['gates.metric', '[recall]', '[expected_cost]'],
      ['gates.metric', '[recall]', '[recall, recall]'],
      ['reference.class', 'class: never', 'class: nevr'],
      ['gates.metric', 'class: never, ', ''],
      ['gates.threshold', '  byClass: [recall]', '  threshold: 0.3'],
      ['gates.threshold', '  byClass: [recall]', '  threshold: costOptimal'],
      ['gates.costs', '  label:', '  costs: {falseNegative: 5}\n  label:'],
      ['gates.costs', '[accuracy, log_loss]', '[expected_cost]'],
      ['reference.class', '  label:', `  classCosts: ${costs.replace('paid: 1', 'paid: 1, gone: 5')}\n  label:`],
      ['reference.class', '  label:', `  classCosts: ${costs.replace('}}', '}, gone: {late: 5}}')}\n  label:`],
      ['gates.costs', '  label:', `  classCosts: ${costs.replace(', paid: 1', '')}\n  label:`],
      ['gates.costs', '  label:', `  classCosts: ${costs.replace(', paid: {late: 1, never: 2}', '')}\n  label:`],
      ['reference.class', '  label:', '  baseline: {predict: gone}\n  label:'],
    ] as const
  ).map(
    ([rule, found, becomes]): BadCase => ({ rule, file, becomes: changed(classes, found, becomes), shown: becomes }),
  ),
  ...(
    [
      ['schema.missingKey', '  query: flights:origin\n', ''],
      ['gates.query', 'task: ranking', 'task: regression', '[ndcg]', '[mae]', 'metric: ndcg', 'metric: mae'],
      ['reference.column', 'query: flights:origin', 'query: flights:orgin'],
      ['gates.query', 'dev: {share: 0.2, group: flights:origin}', 'dev: {share: 0.2}'],
      ['gates.metric', '[ndcg]', '[mae]'],
      ['gates.costs', '  label:', '  classCosts: {late: {gone: 5}}\n  label:'],
      ['gates.class', 'metric: ndcg, ', 'metric: ndcg, class: late, '],
      ['gates.class', '  metrics: [ndcg]', '  metrics: [ndcg]\n  byClass: [recall]'],
      ['gates.among', 'metric: ndcg, ', 'metric: ndcg, among: {label: 3}, '],
      ['gates.weight', '  spine: flights', '  spine: flights\n  weight: flights:origin'],
      ['gates.baseline', '  label:', '  baseline: {predict: 5}\n  label:'],
    ] as const
  ).map(
    ([rule, found, becomes, ...more]): BadCase => ({
      rule,
      file: delay,
      becomes: changed(ranking, found, becomes, ...more),
      shown: becomes,
    }),
  ),
];

/** The text with each of these replaced by what follows it. */
function changed(text: string, ...pairs: readonly string[]): string {
  const [found, becomes, ...more] = pairs;
  if (found === undefined || becomes === undefined) return text;
  if (!text.includes(found)) throw new Error(`there is no "${found}" to change`);
  return changed(
    text.replace(found, () => becomes),
    ...more,
  );
}
