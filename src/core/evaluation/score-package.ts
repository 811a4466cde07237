import { type Frame, takeRows } from '../features/frame.ts';
import type { Package } from '../registry/package.ts';
import { packageScorer } from '../registry/package-scorer.ts';
import type { Engine } from '../training/engine.ts';

/**
 * Scores rows of a frame with a verified package: one number for each entry of `index`, in its order, or as many as there are classes. The frame's columns are
 * features before preparation. Throws `evidence` for model files that the engine refuses.
 */
export async function scorePackage(
  item: Package,
  frame: Frame,
  index: Uint32Array,
  engine: Engine,
): Promise<Float64Array> {
  const score = await packageScorer(item, engine);
  return score(takeRows(frame, index));
}
