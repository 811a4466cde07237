import { createRandom } from '../../../../src/core/comparison/random.ts';
import { trainSchema } from '../../../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../../../src/core/digest.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';
import { applyPreparation } from '../../../../src/core/features/preparation/apply-preparation.ts';
import { defaultPreparation } from '../../../../src/core/features/preparation/default-preparation.ts';
import { fitPreparation } from '../../../../src/core/features/preparation/fit-preparation.ts';
import { preparationBytes } from '../../../../src/core/features/preparation/preparation.ts';
import type { Package } from '../../../../src/core/registry/package.ts';
import { type OpenedPackage, openPackage } from '../../../../src/core/registry/package-scorer.ts';
import type { Engine, Task } from '../../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { linearEngine } from '../../../../src/core/training/linear/linear-engine.ts';
import { tfjsEngine } from '../../../../src/engines/tfjs/engine.ts';

const sampleRows = 300;

/** Four features of two views: `v:a` and `v:b` matter and act together, `w:colour` is a category, `w:noise` is sometimes missing. */
export function sampleFrame(seed = 3): Frame {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const values = () => Float64Array.from({ length: sampleRows }, uniform);
  const colours = Array.from(
    { length: sampleRows },
    () => (['blue', 'green', 'red'] as const)[Math.floor(3 * uniform())] ?? null,
  );
  return {
    rows: sampleRows,
    columns: new Map<string, Column>([
      ['v:a', { type: 'number', values: values() }],
      ['v:b', { type: 'number', values: values() }],
      ['w:colour', categoryColumn(colours)],
      ['w:noise', { type: 'number', values: values().map((value) => (value < 0.1 ? Number.NaN : value)) }],
    ]),
  };
}

const engines = { gbdt: gbdtEngine, linear: linearEngine, tfjs: tfjsEngine };

/** A trained package with the default preparation of its engine, which one-hot encodes for linear models, and what scores by it. */
export async function samplePackage(
  engine: 'gbdt' | 'linear' | 'tfjs',
  task: Task,
  parameters: object = engine === 'gbdt' ? { trees: 12, leaves: 7 } : {},
): Promise<OpenedPackage & { readonly item: Package }> {
  const frame = sampleFrame();
  const preparation = fitPreparation(defaultPreparation(engine), frame);
  const [a, b] = ['v:a', 'v:b'].map((name) => frame.columns.get(name));
  const label = Float64Array.from({ length: frame.rows }, (_, row) => {
    const at = (column: typeof a) => (column?.type === 'number' ? (column.values[row] ?? 0) : 0);
    const value = at(a) * at(b) + 0.3 * at(a);
    if (task === 'binary') return value > 0.4 ? 1 : 0;
    return task === 'multiclass' ? Math.min(2, Math.floor(3 * value)) : value;
  });
  const train = trainSchema.parse({ engine, parameters, seed: 7 });
  const trainer = engines[engine] as Engine; // each takes its own settings
  const classes = task === 'multiclass' ? ['few', 'some', 'many'] : undefined;
  const files = await trainer.train(
    {
      task,
      frame: applyPreparation(preparation, frame),
      label,
      keys: Array.from(label, (_, row) => `row ${row}`),
      ...(classes && { classes }),
    },
    train,
    () => {},
    new AbortController().signal,
  );
  const item = {
    digest: digestOf(engine),
    manifest: {
      engine: { name: engine, revision: 1 },
      task,
      ...(classes && { classes }),
      signature: { inputs: preparation.inputs, outputs: [] },
    },
    files: new Map([
      ['prepare.json', preparationBytes(preparation)],
      ...[...files].map(([name, bytes]) => [`model/${name}`, bytes] as const),
    ]),
  } as unknown as Package; // what explaining reads of a manifest
  return { item, ...(await openPackage(item, trainer)) };
}
