import { binomial } from './coalitions.ts';

/** Coalitions of one size, and of the size that completes it. */
export interface PairedSize {
  readonly size: number;
  /** Whether the completing size is another. */
  readonly paired: boolean;
  /** Coalitions of both sizes. */
  readonly coalitions: number;
  /** Of the weight of all coalitions. */
  readonly weight: number;
}

/** Kernel SHAP's weight of each size of coalitions, (M − 1) / (i (M − i)) before they are made to add up to 1, as shap's KernelExplainer pairs them. */
export function pairedSizes(features: number): readonly PairedSize[] {
  const sizes = Array.from({ length: Math.ceil((features - 1) / 2) }, (_, i) => {
    const size = i + 1;
    const paired = size !== features - size;
    const times = paired ? 2 : 1;
    const kernel = (times * (features - 1)) / (size * (features - size));
    return { size, paired, coalitions: times * binomial(features, size), kernel };
  });
  const sum = sizes.reduce((total, { kernel }) => total + kernel, 0);
  return sizes.map(({ kernel, ...rest }) => ({ ...rest, weight: kernel / sum }));
}

/** Coalitions that Kernel SHAP asks of the model where nobody says how many: 2 M + 2,048, or all there are. */
export function defaultCoalitions(features: number): number {
  return Math.min(2 * features + 2048, 2 ** features - 2);
}
