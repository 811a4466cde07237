import { trainSchema } from '../../src/core/definitions/schema/model.ts';
import { digestOf, digestOfJson } from '../../src/core/digest.ts';
import type { Frame } from '../../src/core/features/frame.ts';
import { fitPreparation } from '../../src/core/features/preparation/fit-preparation.ts';
import { preparationBytes } from '../../src/core/features/preparation/preparation.ts';
import { type Manifest, type Package, packageDigest } from '../../src/core/registry/package.ts';
import { packageSignature } from '../../src/core/registry/package-signature.ts';
import type { TrainingData } from '../../src/core/training/engine.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';

const rows = 400;
const spread = (row: number, by: number) => ((row * by) % rows) / rows;

/** Rows of a number and a category; the label depends on both. */
function learned(): { frame: Frame; label: Float64Array } {
  const values = Float64Array.from({ length: rows }, (_, row) => spread(row, 7));
  const codes = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const columns = new Map([
    ['v:amount', { type: 'number', values } as const],
    ['v:kind', { type: 'category', levels: ['a', 'b', 'c'], codes } as const],
  ]);
  const label = Float64Array.from(values, (value, row) => Number(value + (codes[row] === 0 ? 0.3 : 0) > 0.6));
  return { frame: { rows, columns }, label };
}

/** A package that scores for real; the seed tells one from another. */
export async function smallPackage(seed = 0, model = 'small'): Promise<Package> {
  const { frame, label } = learned();
  return packageOf({ task: 'binary', frame, label, keys: keysOf(label) }, seed, model);
}

/** The same rows in three classes. */
export async function smallClassesPackage(): Promise<Package> {
  const { frame, label } = learned();
  const classes = ['low', 'middle', 'high'];
  const amounts = Array.from(label, (_, row) => spread(row, 7));
  const thirds = label.map((y, row) => (y === 1 ? 2 : (amounts[row] ?? 0) > 0.3 ? 1 : 0));
  return packageOf({ task: 'multiclass', frame, label: thirds, classes, keys: keysOf(label) }, 0, 'thirds');
}

const keysOf = (label: Float64Array) => Array.from(label, (_, row) => `k${row}`);

async function packageOf(data: TrainingData, seed: number, model: string): Promise<Package> {
  const { frame, task, classes } = data;
  const preparation = fitPreparation([], frame);
  const train = trainSchema.parse({ engine: 'gbdt', parameters: { trees: 3 + seed }, seed });
  const made = await gbdtEngine.train(data, train as never, () => undefined, new AbortController().signal); // engine gbdt
  const files = new Map([
    ...[...made].map(([name, bytes]) => [`model/${name}`, bytes] as const),
    ['prepare.json', preparationBytes(preparation)] as const,
    ['profile.json', new TextEncoder().encode('{}')] as const,
  ]);
  const manifest: Manifest = {
    format: 'aval/package/v1',
    model,
    definition: digestOfJson({ model, seed }),
    engine: { name: 'gbdt', revision: 1 },
    task,
    ...(classes && { classes: [...classes] }),
    signature: packageSignature(preparation, task),
    sources: {},
    split: { spine: 'rows', key: 'id', seed: 0, dev: {}, holdout: {} },
    rows: { train: rows },
    files: [...files].map(([path, bytes]) => ({ path, size: bytes.length, digest: digestOf(bytes) })),
  };
  return { digest: packageDigest(manifest), manifest, files };
}

/** The body of a request for these rows. */
export function asking(amounts: readonly (number | null)[], kinds: readonly (string | null)[]): string {
  return JSON.stringify({
    id: 'r1',
    inputs: [
      { name: 'v:amount', datatype: 'FP64', shape: [amounts.length], data: amounts },
      { name: 'v:kind', datatype: 'BYTES', shape: [kinds.length, 1], data: kinds },
    ],
  });
}
