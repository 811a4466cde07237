import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Package } from '../registry/package.ts';
import type { OpenedPackage } from '../registry/package-scorer.ts';
import { backgroundRows } from './background-rows.ts';
import type { Provenance } from './explanation.ts';
import { bestOf } from './shapley/best-method.ts';
import { toleranceOf } from './shapley/checked-explainer.ts';
import { type Explainer, type MethodSettings, openExplainer } from './shapley/explainer.ts';
import type { Method } from './shapley/methods.ts';

/** A model and its evaluation on dev rows, with it in the challenger's place. */
export interface EvaluatedPackage extends OpenedPackage {
  readonly evaluation: Evaluation;
  readonly item: Package;
}

export interface AskedMethod extends Pick<MethodSettings, 'evaluations'> {
  /** Absent: what the engine of the package allows best. */
  readonly method?: Method;
  /** Rows of the background; absent: 1,000, or 100 where the model is asked with each of them. */
  readonly background?: number;
  /** Rows that an asked model scores for all explained rows together; absent: two million. */
  readonly scored?: number;
  /** Dev rows that are explained at most; absent: 10,000. */
  readonly rows?: number;
}

/** An explainer, where it comes from, and how many dev rows are worth asking it about. */
export interface OpenedExplainer {
  readonly explainer: Explainer;
  readonly provenance: Provenance;
  readonly most: number;
}

const mostRows = 10_000;
const usualScored = 2_000_000;
/** Where the model is asked: explained rows at most and at least. */
const mostAsked = 1000;
const fewestAsked = 50;

/** Opens the explainer of a model that was evaluated. Throws as `openExplainer` does. */
export async function openForEvaluation(
  { evaluation, item, score, gradients }: EvaluatedPackage,
  { background, scored = usualScored, rows = mostRows, ...asked }: AskedMethod,
): Promise<OpenedExplainer> {
  const { engine, signature } = item.manifest;
  const { seed } = evaluation;
  const method = asked.method ?? bestOf(engine.name, signature.inputs.length);
  const others = backgroundRows(evaluation, background ?? (asksBackground(method) ? 100 : 1000));
  const model = { item, score, background: others.frame, ...(gradients && { gradients }) };
  const explainer = await openExplainer(model, { ...asked, method, seed });
  const { evaluations } = explainer;
  const affordable = Math.floor(scored / ((evaluations ?? 1) * (asksBackground(method) ? others.frame.rows : 1)));
  return {
    explainer,
    provenance: {
      method,
      scale: explainer.scale,
      ...(evaluations !== undefined && { evaluations }),
      seed,
      background: { rows: others.frame.rows, digest: others.digest },
      ...(method !== 'lime' && { tolerance: explainer.tolerance ?? toleranceOf(engine.name) }),
    },
    most: evaluations === undefined ? rows : Math.min(mostAsked, Math.max(fewestAsked, affordable)),
  };
}

/** Whether every coalition of a row is asked with every row of the background. */
function asksBackground(method: Method): boolean {
  return method === 'exact' || method === 'kernel' || method === 'permutation' || method === 'views';
}
