import { classDecider } from '../core/evaluation/multiclass/decided-column.ts';
import type { CategoryColumn, Frame } from '../core/features/frame.ts';
import { present } from '../core/present.ts';
import type { Package } from '../core/registry/package.ts';
import { packageScorer } from '../core/registry/package-scorer.ts';
import { openEngine } from '../engines/engines.ts';
import type { Served } from './protocol/answers.ts';
import { requestFrame } from './protocol/request-frame.ts';

/** A version that is loaded and has scored once. */
export interface Predictor extends Served {
  /** One number for each row, or row by row one for each class of several. Throws `Refusal` for rows that don't fit the signature. */
  predict(frame: Frame): Promise<Float64Array>;
  /** Multiclass: the class that each row is decided to be, from what `predict` gave. */
  readonly decide?: (scores: Float64Array) => CategoryColumn;
}

/** Loads a verified package, and scores one row without any value with it: what can't be scored is found before anyone asks. Throws `evidence`. */
export async function loadPredictor(item: Package, version: string): Promise<Predictor> {
  const { model, engine, signature, classes, classCosts } = item.manifest;
  const opened = await openEngine(engine.name, { readFiles: async () => new Map(), log: () => undefined });
  const predict = await packageScorer(item, opened);
  const unknown = signature.inputs.map(({ name, type }) => ({
    name,
    datatype: type === 'number' ? 'FP64' : 'BYTES',
    shape: [1],
    data: [null],
  }));
  await predict(requestFrame(signature.inputs, unknown));
  const decide = classes && classDecider({ classes, classCosts });
  return present({ model, version, digest: item.digest, signature, classes, classCosts, predict, decide });
}
