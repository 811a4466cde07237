/** How attributions are computed. `tree` and `linear` read the model, `integratedGradients` its slopes; the others only ask it. */
export const methods = [
  'tree',
  'treePath',
  'linear',
  'linearCorrelated',
  'exact',
  'kernel',
  'permutation',
  'views',
  'integratedGradients',
  'lime',
] as const;
export type Method = (typeof methods)[number];

/** What attributions are parts of: the answer itself, or what the model adds up before it becomes a probability. */
export type Scale = 'log odds' | 'scores before softmax' | 'probability' | 'value';

/** What a person reads of a method. */
export const methodTitles: Readonly<Record<Method, string>> = {
  tree: 'tree SHAP, interventional',
  treePath: 'tree SHAP, path-dependent',
  linear: 'linear SHAP',
  linearCorrelated: 'linear SHAP among correlated features',
  exact: 'exact Shapley values',
  kernel: 'kernel SHAP',
  permutation: 'permutation SHAP',
  views: 'Owen values, feature views as groups',
  integratedGradients: 'integrated gradients',
  lime: 'LIME',
};
