import { takeNumbers } from '../../comparison/part-sample.ts';
import { trainSchema } from '../../definitions/schema/model.ts';
import { type Frame, takeRows } from '../../features/frame.ts';
import type { ModelFiles } from '../../training/engine.ts';
import { gbdtEngine } from '../../training/gbdt/gbdt-engine.ts';
import { readGbdtModel } from '../../training/gbdt/model-file.ts';
import { foldsOf, splitByFold } from './folds.ts';

/** What small trees learn: a number of each row, or the chance of its class (0 or 1). */
export type SmallTask = 'regression' | 'binary';

/** Trees that are too small to learn a few rows by heart. */
const trees = trainSchema.parse({
  engine: 'gbdt',
  parameters: { trees: 60, leaves: 7, learningRate: 0.1, minimumRows: 20, l2: 1 },
  seed: 7,
});
const foldCount = 3;

export interface LabelledFrame {
  readonly frame: Frame;
  /** One number for each row, none missing. */
  readonly label: Float64Array;
}

/** Learns the labels of a frame, and answers for frames with its columns. */
export async function fitTrees(task: SmallTask, labelled: LabelledFrame) {
  const { score } = await gbdtEngine.load(await grown(task, labelled), task);
  return score;
}

/** How often trees that learned the labels split by each column. */
export async function splitsByColumn(task: SmallTask, labelled: LabelledFrame): Promise<ReadonlyMap<string, number>> {
  const model = readGbdtModel(await grown(task, labelled), task);
  const splits = new Map<string, number>();
  for (const node of model.trees.flat()) {
    const name = node.kind === 'leaf' ? undefined : model.features[node.feature]?.name;
    if (name !== undefined) splits.set(name, (splits.get(name) ?? 0) + 1);
  }
  return splits;
}

async function grown(task: SmallTask, { frame, label }: LabelledFrame): Promise<ModelFiles> {
  if (trees.engine !== 'gbdt') throw new TypeError('the parameters are those of gbdt');
  const keys = Array.from(label, (_, row) => String(row));
  return gbdtEngine.train({ task, frame, label, keys }, trees, () => {}, new AbortController().signal);
}

/** What trees say of each row that did not see it: fitted on the other folds. */
export async function fromOtherFolds(task: SmallTask, { frame, label }: LabelledFrame): Promise<Float64Array> {
  const kind = task === 'binary' ? label : new Float64Array(label.length);
  const folds = foldsOf(kind, foldCount, trees.seed);
  const found = new Float64Array(label.length);
  for (let fold = 0; fold < foldCount; fold += 1) {
    const { own, rest } = splitByFold(folds, fold);
    const score = await fitTrees(task, { frame: takeRows(frame, rest), label: takeNumbers(label, rest) });
    (await score(takeRows(frame, own))).forEach((value, i) => {
      found[own[i] ?? 0] = value;
    });
  }
  return found;
}
