import { AvalError } from '../../errors.ts';
import type { Frame } from '../../features/frame.ts';
import type { Package } from '../../registry/package.ts';
import type { PackageScorer } from '../../registry/package-scorer.ts';
import type { Scorer } from '../../training/engine.ts';
import { gradientExplainer } from '../gradients/gradient-explainer.ts';
import type { Interactions } from '../interactions/interactions.ts';
import { limeExplainer } from '../lime/lime-explainer.ts';
import type { Tolerance } from './additivity.ts';
import type { Attributions } from './attributions.ts';
import { checkedExplainer } from './checked-explainer.ts';
import { linearExplainer } from './linear-explainer.ts';
import type { Method, Scale } from './methods.ts';
import { scoreExplainer } from './score-explainer.ts';
import { treeExplainer } from './tree-explainer.ts';

/** A model that can be explained, and the background that stands in for absent features. */
export interface ExplainedModel {
  readonly item: Package;
  readonly score: PackageScorer;
  /** Of prepared frames, where the engine tells slopes. */
  readonly gradients?: Scorer['gradients'];
  /** Features before preparation. */
  readonly background: Frame;
}

export interface MethodSettings {
  readonly method: Method;
  /** Coalitions that a row's explanation asks of the model, where the method draws them; LIME: samples. */
  readonly evaluations?: number;
  readonly seed: number;
}

/** Attributions before they are checked. */
export interface Explainer {
  readonly method: Method;
  readonly scale: Scale;
  /** Features before preparation: what is one-hot encoded is one feature. */
  readonly features: readonly string[];
  readonly outputs: number;
  /** The mean answer of the background, on the scale, for each output; integrated gradients: the answer to its mean; LIME: NaN, each row has its own. */
  readonly base: Float64Array;
  /** What a row asks of the model: coalitions, steps of a path, or samples; absent where the model is read. */
  readonly evaluations?: number;
  /** What sums may be off by, where it is not what the engine's precision leaves. */
  readonly tolerance?: Tolerance;
  /** `names` fix what is drawn for a row, whatever other rows are explained. */
  readonly explain: (frame: Frame, names: readonly string[]) => Promise<Attributions>;
  /** Absent: the method has none. */
  readonly interactions?: (frame: Frame, names: readonly string[]) => Promise<Interactions>;
}

/**
 * Explains a package's answers by its features. Every row's attributions are checked, but for those of LIME's surrogates: base and shares must add up to what the package itself answers. Throws
 * `usage` for a method that does not fit the engine or the number of features, `invariant` where they don't add up.
 */
export async function openExplainer(model: ExplainedModel, settings: MethodSettings): Promise<Explainer> {
  if (settings.method === 'lime') return limeExplainer(model, settings);
  return checkedExplainer(await openUnchecked(model, settings.method, settings), model);
}

async function openUnchecked(
  model: ExplainedModel,
  method: Exclude<Method, 'lime'>,
  settings: MethodSettings,
): Promise<Explainer> {
  const { name: engine } = model.item.manifest.engine;
  switch (method) {
    case 'tree':
    case 'treePath':
      if (engine !== 'gbdt') throw wrongEngine(method, engine, 'gbdt');
      return treeExplainer(model, method);
    case 'linear':
    case 'linearCorrelated':
      if (engine !== 'linear') throw wrongEngine(method, engine, 'linear');
      return linearExplainer(model, method);
    case 'integratedGradients':
      return gradientExplainer(model);
    default:
      return scoreExplainer(model, method, settings);
  }
}

function wrongEngine(method: Method, engine: string, expected: string): AvalError {
  return new AvalError('usage', {
    rule: 'explain.method',
    message: `the method "${method}" reads models of the engine ${expected}, and this one is of ${engine}`,
    hint: 'Leave --method out, or ask for exact, kernel, permutation or views.',
  });
}
