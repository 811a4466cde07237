import type { Source, SourceLock } from '../../core/definitions/schema/source.ts';
import type { Digest } from '../../core/digest.ts';
import { identifier } from '../../core/features/sql.ts';
import { timeText } from '../../core/features/time-text.ts';
import { openSession } from './session.ts';
import { loadSource, sourceTable } from './source-table.ts';

export interface LockOptions {
  /** Digest of the file; leave out for a file in the repository, which git pins. */
  readonly digest?: Digest;
  readonly memoryLimit?: string;
}

/** The lock of a source at this file: all its rows, until its greatest time. Throws `config` when the schema doesn't fit. */
export async function lockFor(source: Source, file: string, options: LockOptions = {}): Promise<SourceLock> {
  await using session = await openSession(
    options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit },
  );
  await loadSource(session, source, file);
  const newest = source.time === undefined ? 'NULL' : `epoch_us(max(${identifier(source.time)}))`;
  const [rows, until] = await session.numbers(
    `SELECT count(*)::DOUBLE, CAST(${newest} AS DOUBLE) FROM ${sourceTable(source.name)}`,
  );
  const time = until?.[0] ?? Number.NaN;
  return {
    apiVersion: 'aval/v1',
    kind: 'SourceLock',
    source: source.name,
    ...(options.digest && { digest: options.digest }),
    rows: rows?.[0] ?? 0,
    ...(!Number.isNaN(time) && { until: timeText(time) }),
  };
}
