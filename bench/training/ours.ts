import { trainSchema } from '../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../src/core/digest.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';
import { linearEngine } from '../../src/core/training/linear/linear-engine.ts';
import { classNames, type Dataset, frameOf, trainingData } from './dataset.ts';

export interface OurRun {
  /** CPU seconds: bins or rows, fit, model file. */
  readonly fit: number;
  /** CPU seconds of scoring the test rows with a loaded model. */
  readonly predict: number;
  readonly digest: string;
  readonly predictions: Float64Array;
}

/** Trains and scores once. */
export async function runOurs(engine: 'gbdt' | 'linear', parameters: object, data: Dataset): Promise<OurRun> {
  const train = trainSchema.parse({ engine, parameters, seed: 0 });
  const rows = trainingData(data);
  const test = frameOf(data.names, data.test, data.testLabel.length);
  const silent = () => {};
  const { signal } = new AbortController();
  const start = cpuSeconds();
  const files =
    train.engine === 'gbdt'
      ? await gbdtEngine.train(rows, train, silent, signal)
      : train.engine === 'linear' && (await linearEngine.train(rows, train, silent, signal));
  const fitted = cpuSeconds();
  if (!files) throw new Error(`no engine "${engine}"`);
  const scorer = await (engine === 'gbdt' ? gbdtEngine : linearEngine).load(
    files,
    data.task,
    data.classes === undefined ? undefined : classNames(data.classes),
  );
  const loaded = cpuSeconds();
  const predictions = await scorer.score(test);
  const digest = digestOf(Buffer.concat([...files.values()]));
  return { fit: fitted - start, predict: cpuSeconds() - loaded, digest, predictions };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
