import type { Definitions } from '../definitions/definitions.ts';
import type { Source, SourceLock } from '../definitions/schema/source.ts';

type Sampled = Pick<Definitions, 'sources' | 'locks'>;

/**
 * Definitions in which each source that only an environment may read is its sample, a file of the repository, where it declares one. What is
 * trained of them has another definition digest than the source itself would give: these are other bytes.
 */
export function sampled<D extends Sampled>(definitions: D): D {
  const sources = new Map(definitions.sources);
  const locks = new Map(definitions.locks);
  for (const [name, source] of definitions.sources) {
    if (source.access !== 'environment' || source.sample === undefined) continue;
    sources.set(name, sampleOf(source, source.sample));
    const lock = withoutBytes(source, locks.get(name));
    if (lock === undefined) locks.delete(name);
    else locks.set(name, lock);
  }
  return { ...definitions, sources, locks };
}

/** A sample has the columns of its source, not as many rows. */
function sampleOf({ sample: _, rows: __, ...source }: Source, uri: string): Source {
  const format = formatOf(uri) ?? source.format ?? formatOf(source.uri);
  return { ...source, uri, access: 'repository', ...(format && { format }) };
}

function formatOf(uri: string): Source['format'] {
  const ending = /\.(csv|parquet)(?:[?#].*)?$/i.exec(uri)?.[1]?.toLowerCase();
  return ending === 'csv' || ending === 'parquet' ? ending : undefined;
}

/** git pins the sample. Of the lock, only how far rows with times are read is meant for it, too. */
function withoutBytes({ time }: Source, lock: SourceLock | undefined): SourceLock | undefined {
  if (lock === undefined || time === undefined) return undefined;
  const { digest: _, ...rest } = lock;
  return rest;
}
