import { trainSchema } from '../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../src/core/digest.ts';
import { fitPreparation } from '../../src/core/features/preparation/fit-preparation.ts';
import { preparationBytes } from '../../src/core/features/preparation/preparation.ts';
import { type Manifest, type Package, packageDigest } from '../../src/core/registry/package.ts';
import { packageSignature } from '../../src/core/registry/package-signature.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';
import { type Dataset, trainingData } from '../training/dataset.ts';

/** A package of 100 trees of 31 leaves, as scikit-learn makes them by default. */
export async function trainedPackage(data: Dataset): Promise<Package> {
  const train = trainSchema.parse({ engine: 'gbdt', parameters: {}, seed: 0 });
  if (train.engine !== 'gbdt') throw new RangeError('what was asked for');
  const rows = trainingData(data);
  const preparation = fitPreparation([], rows.frame);
  const model = await gbdtEngine.train(rows, train, () => undefined, new AbortController().signal);
  const files = new Map([
    ...[...model].map(([name, bytes]) => [`model/${name}`, bytes] as const),
    ['prepare.json', preparationBytes(preparation)] as const,
    ['profile.json', new TextEncoder().encode('{}')] as const,
  ]);
  const manifest: Manifest = {
    format: 'aval/package/v1',
    model: 'bench',
    definition: digestOf(new Uint8Array()),
    engine: { name: 'gbdt', revision: 1 },
    task: data.task,
    signature: packageSignature(preparation, data.task),
    sources: {},
    split: { spine: 'rows', key: 'id', seed: 0, dev: {}, holdout: {} },
    rows: { train: data.label.length },
    files: [...files].map(([path, bytes]) => ({ path, size: bytes.length, digest: digestOf(bytes) })),
  };
  return { digest: packageDigest(manifest), manifest, files };
}
