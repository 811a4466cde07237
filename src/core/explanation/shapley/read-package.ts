import { AvalError } from '../../errors.ts';
import { columnOrigins } from '../../features/preparation/column-origins.ts';
import { type Preparation, parsePreparation } from '../../features/preparation/preparation.ts';
import type { Package } from '../../registry/package.ts';
import type { ModelFiles } from '../../training/engine.ts';

const prefix = 'model/';

/** A package's parts that explaining reads. */
export interface ReadPackage {
  readonly preparation: Preparation;
  readonly files: ModelFiles;
  readonly features: readonly string[];
  /** Place among the features of the one that a prepared column was made of. */
  readonly featureOf: (column: string) => number;
}

/** Throws `evidence` for a package without preparation. */
export function readPackage({ digest, files }: Package): ReadPackage {
  const bytes = files.get('prepare.json');
  if (bytes === undefined)
    throw new AvalError('evidence', { rule: 'package.preparation', message: `${digest} holds no prepare.json` });
  const preparation = parsePreparation(bytes);
  const features = preparation.inputs.map(({ name }) => name);
  const origins = columnOrigins(preparation);
  return {
    preparation,
    files: new Map(
      [...files].filter(([path]) => path.startsWith(prefix)).map(([path, file]) => [path.slice(prefix.length), file]),
    ),
    features,
    featureOf: (column) => features.indexOf(origins.get(column) ?? column),
  };
}
