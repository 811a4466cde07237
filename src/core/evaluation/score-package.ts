import { AvalError } from '../errors.ts';
import { type Frame, takeRows } from '../features/frame.ts';
import { applyPreparation } from '../features/preparation/apply-preparation.ts';
import { parsePreparation } from '../features/preparation/preparation.ts';
import type { Package } from '../registry/package.ts';
import type { Engine } from '../training/engine.ts';

/**
 * Scores rows of a frame with a verified package: one number for each entry of `index`, in its order. The frame's columns are
 * features before preparation. Throws `evidence` for model files that the engine refuses.
 */
export async function scorePackage(
  item: Package,
  frame: Frame,
  index: Uint32Array,
  engine: Engine,
): Promise<Float64Array> {
  const bytes = item.files.get('prepare.json');
  if (bytes === undefined) {
    throw new AvalError('evidence', { rule: 'package.preparation', message: `${item.digest} holds no prepare.json` });
  }
  const prefix = 'model/';
  const modelFiles = new Map(
    [...item.files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, file]) => [path.slice(prefix.length), file]),
  );
  const scorer = await engine.load(modelFiles, item.manifest.task);
  return scorer.score(applyPreparation(parsePreparation(bytes), takeRows(frame, index)));
}
