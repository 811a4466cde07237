/** How far apart a sum and what it should be may lie: `absolute + relative · |output|`. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** For methods that add up by construction; models that compute in single precision are given 1e-4. */
export const exactTolerance: Tolerance = { absolute: 1e-6, relative: 1e-6 };
export const singlePrecisionTolerance: Tolerance = { absolute: 1e-4, relative: 1e-4 };

/** Whether base value and attributions add up to what the model answered (the rule of shap's TreeExplainer, with our tolerances). NaN never does. */
export function addsUp(sum: number, output: number, { absolute, relative }: Tolerance): boolean {
  return Math.abs(sum - output) <= absolute + relative * Math.abs(output);
}
