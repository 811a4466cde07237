/** Functions of the suites that no feature of aval stands behind, with the reason. To map one would be to write a formula that nobody uses. */
export const outOfScope: Readonly<Record<string, string>> = {
  multilabel_metrics: 'a row has one label: no task answers several classes of one row at once',
  multilabel_ranking: 'the same; a ranking orders the rows of a query, not the labels of a row',
  regression_multioutput: 'a regression answers one number for a row; two numbers are two models',
};
