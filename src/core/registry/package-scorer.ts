import { AvalError } from '../errors.ts';
import type { Frame } from '../features/frame.ts';
import { applyPreparation } from '../features/preparation/apply-preparation.ts';
import { parsePreparation } from '../features/preparation/preparation.ts';
import type { Engine, Scorer } from '../training/engine.ts';
import type { Package } from './package.ts';

const prefix = 'model/';

/** Scores frames whose columns are features before preparation: one number for each row, in order, or row by row one for each class of several. */
export type PackageScorer = (frame: Frame) => Promise<Float64Array>;

/** A package that is loaded. */
export interface OpenedPackage {
  readonly score: PackageScorer;
  /** Of prepared frames, where the engine tells slopes. */
  readonly gradients?: Scorer['gradients'];
}

/** What scores by a verified package, parsed once. Throws as `openPackage` does. */
export async function packageScorer(item: Package, engine: Engine): Promise<PackageScorer> {
  return (await openPackage(item, engine)).score;
}

/** Loads a verified package. Throws `evidence` for a preparation, model files or scores that are refused. */
export async function openPackage(item: Package, engine: Engine): Promise<OpenedPackage> {
  const bytes = item.files.get('prepare.json');
  if (bytes === undefined) {
    throw new AvalError('evidence', { rule: 'package.preparation', message: `${item.digest} holds no prepare.json` });
  }
  const preparation = parsePreparation(bytes);
  const modelFiles = new Map(
    [...item.files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, file]) => [path.slice(prefix.length), file]),
  );
  const { task, classes } = item.manifest;
  if ((task === 'multiclass') !== (classes !== undefined)) {
    const message = `${item.digest} is a ${task} model with ${classes?.length ?? 'no'} classes`;
    throw new AvalError('evidence', { rule: 'package.classes', message });
  }
  const scorer = await engine.load(modelFiles, task, classes);
  const width = classes?.length ?? 1;
  const score: PackageScorer = async (frame) => {
    const scores = await scorer.score(applyPreparation(preparation, frame));
    if (scores.length === frame.rows * width) return scores;
    const message = `${item.digest} gave ${scores.length} scores for ${frame.rows} rows of ${width}`;
    throw new AvalError('evidence', { rule: 'package.scores', message });
  };
  return { score, ...(scorer.gradients && { gradients: scorer.gradients }) };
}
