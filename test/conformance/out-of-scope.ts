/** Functions of the suites that no feature of aval stands behind, with the reason. To map one would be to write a formula that nobody uses. */
export const outOfScope: Readonly<Record<string, string>> = {
  multilabel_metrics: 'a row has one label: no task answers several classes of one row at once',
  multilabel_ranking: 'the same; a ranking orders the rows of a query, not the labels of a row',
  regression_multioutput: 'a regression answers one number for a row; two numbers are two models',
  attention_rollout:
    'a model of aval answers rows of numbers, categories and times; no engine reads texts or gives attention weights back',
};

/** Single cases of functions that are mapped: no user can bring about what they ask. */
export const outOfScopeCases: Readonly<Record<string, string>> = {
  'evidently-default-method-10':
    'Evidently compares texts by a classifier of their words; a column of aval is a number, a category or a time',
};
