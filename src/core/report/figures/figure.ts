import type { MeasureSettings, ScoredRows } from '../../comparison/scored-rows.ts';
import type { Evidence } from '../../gate/evidence.ts';
import type { VerdictNode } from '../../gate/verdict.ts';

/** A Vega-Lite specification without colours of its own: a theme's config is added where it is drawn. */
export type Specification = Readonly<Record<string, unknown>>;

/** One plot. All text is plain, and of anyone: whoever shows it escapes it. */
export interface Figure {
  /** Short and unique in its report, for file names: "roc". */
  readonly name: string;
  readonly title: string;
  /** A sentence on how to read it. */
  readonly caption: string;
  readonly specification: Specification;
  /** Models that its colours tell apart, this change first. */
  readonly legend?: readonly string[];
  /** What is not drawn, and why. */
  readonly leftOut?: string;
}

/** What the plots of a model are made of: its dev rows, which may be asked any number of times. Never rows of the holdout. */
export interface FigureRows {
  readonly scored: ScoredRows;
  readonly settings: MeasureSettings;
  readonly evidence: Evidence;
  readonly verdict: VerdictNode;
  /** "this change", "production 1.3.0". */
  readonly names: { readonly challenger: string; readonly champion: string };
}

/** One model's answers, and what it is called in a legend. */
export interface DrawnModel {
  readonly model: string;
  readonly score: Float64Array;
  readonly threshold: number;
  /** 1 where it decides positive, where thresholds differ between rows; absent: the threshold decides. */
  readonly decided?: Uint8Array;
}

/** The champion first, where there is one, so that this change is drawn over it. */
export function drawnModels({ scored, settings, names }: FigureRows): readonly DrawnModel[] {
  const { thresholds } = settings;
  const { decided } = scored;
  const champion = scored.champion && {
    model: names.champion,
    score: scored.champion,
    threshold: thresholds.champion ?? thresholds.challenger,
    ...(decided?.champion && { decided: decided.champion }),
  };
  const challenger = {
    model: names.challenger,
    score: scored.challenger,
    threshold: thresholds.challenger,
    ...(decided && { decided: decided.challenger }),
  };
  return champion === undefined ? [challenger] : [champion, challenger];
}

/** How often each row counts: its weight, or once. */
export function countsOf({ label, weight }: ScoredRows): Float64Array {
  return weight ?? new Float64Array(label.length).fill(1);
}
