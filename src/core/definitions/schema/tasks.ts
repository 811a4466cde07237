/** What a model answers: one of two classes, one of several, a number, or an order of the rows of a query. */
export const tasks = ['binary', 'multiclass', 'regression', 'ranking'] as const;
export type Task = (typeof tasks)[number];
