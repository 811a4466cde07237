import type { Estimate } from '../evaluation/estimate.ts';
import type { Importance } from '../gate/importance-evidence.ts';
import type { Method, Scale } from './shapley/methods.ts';

/** How attributions were made: enough to make them again. */
export interface Provenance {
  readonly method: Method;
  readonly scale: Scale;
  /** What each row asked of the model: coalitions; integrated gradients: steps at least; LIME: samples. Absent where the model was read. */
  readonly evaluations?: number;
  readonly seed: number;
  /** Training rows that stand in for absent features, and the digest of their keys. Other rows give other values. */
  readonly background: { readonly rows: number; readonly digest: string };
  /** What base and attributions may be off by from the model's own answer: `absolute + relative · |answer|`. All rows were checked. Absent for LIME: its surrogates are what adds up. */
  readonly tolerance?: { readonly absolute: number; readonly relative: number };
}

export interface FeatureSize {
  readonly feature: string;
  /** Mean size of its attributions, over rows and classes. */
  readonly size: Estimate;
  /** Of the sizes of all features. */
  readonly share: number;
}

export interface DependencePoint {
  readonly value: number | string;
  /** Mean answer with this value in every row, for each output. */
  readonly means: readonly Estimate[];
}

export interface Dependence {
  readonly feature: string;
  readonly points: readonly DependencePoint[];
}

/** One feature's part in one answer. */
export interface Contribution {
  readonly feature: string;
  /** A number, a category's text, a time in UTC; null where missing. */
  readonly value: number | string | null;
  readonly share: number;
  /** Standard error, where orders were drawn. */
  readonly error?: number;
  /** LIME: by how much the surrogate's answer moves with the feature, in the feature's unit; of a category, with being the row's own. */
  readonly slope?: number;
}

/** What two features add to an answer together, beyond what they add apart. */
export interface RowInteractions {
  /** Features, and where they are many, the last is all others together. */
  readonly players: readonly string[];
  /** Symmetric: half of a pair's interaction in each of its two places, main effects on the diagonal; rows add up to the players' Shapley values. */
  readonly matrix: readonly (readonly number[])[];
}

export interface ExplainedRow {
  readonly key: string;
  /** Multiclass: the likeliest class, which is what is explained. */
  readonly output?: string;
  readonly answer: number;
  readonly base: number;
  /** The largest first. */
  readonly contributions: readonly Contribution[];
  /** Where they were asked for. */
  readonly interactions?: RowInteractions;
  /** LIME: weighted R² of the surrogate around the row. Base and contributions add up to the surrogate's answer. */
  readonly fidelity?: number;
  /** Integrated gradients: by how much the contributions miss. */
  readonly gap?: number;
}

/** What a model leans on, over dev rows and for single rows. */
export interface Explanation {
  readonly provenance: Provenance;
  readonly classes?: readonly string[];
  /** One-sided level of each bound. */
  readonly alpha: number;
  /** Dev rows that the sizes are averaged over. */
  readonly rows: number;
  /** The largest first. */
  readonly sizes: readonly FeatureSize[];
  /** LIME: mean fidelity of the surrogates, over rows and classes. */
  readonly fidelity?: Estimate;
  /** Integrated gradients: the largest gap of any row, in size. */
  readonly largestGap?: number;
  readonly importance: Importance;
  readonly dependence: readonly Dependence[];
  readonly explained: readonly ExplainedRow[];
}

/** A surrogate that explains less of the answers around a row says little of the model there. */
export const lowFidelity = 0.5;

/** A feature with more than this share of all attributions may know what it should not: look for leakage. */
export const suspiciousShare = 0.6;
