import { AvalError } from '../../core/errors.ts';
import type { Package } from '../../core/registry/package.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import type { Registered } from './registered.ts';

/** The package that a release names, verified. Throws `evidence` when the store doesn't have it, or has other bytes. */
export async function packageOfVersion(
  { store }: Pick<Registered, 'store'>,
  { model, version, record }: ReleasedVersion,
): Promise<Package> {
  const item = await store.get(record.package);
  if (item !== undefined) return item;
  throw new AvalError('evidence', {
    rule: 'release.package',
    message: `the package of ${model} ${formatVersion(version)}, ${record.package}, is not in the store`,
    hint: 'Look at "packages" in aval.yaml: the folder that held it may not be on this machine.',
  });
}
