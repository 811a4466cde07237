import { trainSchema } from '../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../src/core/digest.ts';
import { fitPreparation } from '../../src/core/features/preparation/fit-preparation.ts';
import { preparationBytes } from '../../src/core/features/preparation/preparation.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { packageSignature } from '../../src/core/registry/package-signature.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';
import { type Dataset, trainingData } from '../training/dataset.ts';

/** A package of 100 trees of 31 leaves, as scikit-learn makes them by default. */
export async function trainedPackage(data: Dataset): Promise<Package> {
  const train = trainSchema.parse({ engine: 'gbdt', parameters: {}, seed: 0 });
  if (train.engine !== 'gbdt') throw new RangeError('what was asked for');
  const rows = trainingData(data);
  const preparation = fitPreparation([], rows.frame);
  const files = await gbdtEngine.train(rows, train, () => undefined, new AbortController().signal);
  const nothing = digestOf(new Uint8Array());
  return {
    digest: nothing,
    manifest: {
      format: 'aval/package/v1',
      model: 'bench',
      definition: nothing,
      engine: { name: 'gbdt', revision: 1 },
      task: data.task,
      signature: packageSignature(preparation, data.task),
      sources: {},
      split: { spine: 'rows', key: 'id', seed: 0, dev: {}, holdout: {} },
      rows: { train: data.label.length },
      files: [],
    },
    files: new Map([
      ['prepare.json', preparationBytes(preparation)],
      ...[...files].map(([name, bytes]) => [`model/${name}`, bytes] as const),
    ]),
  };
}
