import { AvalError } from '../../core/errors.ts';
import type { OnlineRows } from '../../core/features/online/online-rows.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import { aggregateFeatures, plainFeatures, viewRowsSql } from '../../core/features/view-rows.ts';
import { openSession, type Session } from '../duckdb/session.ts';
import { loadSource } from '../duckdb/source-table.ts';
import { viewOrigins } from '../duckdb/view-origin.ts';
import { checkKeys } from './keyed-rows.ts';
import { readNewest } from './newest-rows.ts';
import { viewFault } from './view-fault.ts';
import { readWindows } from './window-rows.ts';

export interface OnlineRead {
  readonly join: OnlineJoin;
  /** The source's file. */
  readonly file: string;
  /** Microseconds since 1970. */
  readonly now: number;
  /** How long before now, or before the newest row where that is older, predictions are still answered. Microseconds. */
  readonly history: number;
  /** Like "2GB". */
  readonly memoryLimit: string;
}

/**
 * The rows of a view that can still answer, out of all that its source holds now; by the same SQL as a frame for training, up to the join itself. Throws
 * `config` for what definitions and data don't agree on, `platform` when memory runs out.
 */
export async function readOnlineRows(read: OnlineRead): Promise<OnlineRows> {
  await using session = await openSession({ memoryLimit: read.memoryLimit });
  try {
    return await readRows(session, read);
  } catch (error) {
    // The session is sound and our own SQL is tested, so what fails here is what the definition says.
    if (!(error instanceof AvalError) || error.faults[0]?.rule !== 'duckdb.query') throw error;
    throw viewFault(read.join, error.message, error);
  }
}

async function readRows(session: Session, { join, file, now, history }: OnlineRead): Promise<OnlineRows> {
  const { view, features, resolved } = join;
  const [source, spine] = [resolved.sources.get(view.source), resolved.sources.get(resolved.gates.data.spine)];
  if (source === undefined || spine === undefined) throw viewFault(join, 'its source was not resolved');
  await loadSource(session, source, file);
  for (const schema of ['work', 'free']) await session.run(`CREATE SCHEMA ${schema}`);
  await session.lock('free'); // from here on SQL of definitions may run
  const origin = (await viewOrigins(session, resolved, spine)).get(view.name);
  if (origin === undefined) throw viewFault(join, 'its source was not resolved');
  await session.run(`CREATE TABLE work.rows AS ${viewRowsSql(view, origin)}`);
  await checkKeys(session, join, origin.keys);
  const since = view.time === undefined ? Number.NEGATIVE_INFINITY : (await endOf(session, now)) - history;
  const plain = features.filter((name) => plainFeatures(view).includes(name));
  const windowed = features.filter((name) => aggregateFeatures(view).includes(name));
  return {
    since,
    ...(plain.length > 0 && { newest: await readNewest(session, join, plain, since) }),
    ...(windowed.length > 0 && { windows: await readWindows(session, join, windowed, since, origin) }),
  };
}

/** Now, or the time of the newest row where that is older: nobody asks for what comes after data that have ended. */
async function endOf(session: Session, now: number): Promise<number> {
  const [newest] = await session.numbers('SELECT CAST(epoch_us(max(e)) AS DOUBLE) FROM work.rows');
  const last = newest?.[0] ?? Number.NaN;
  return Number.isNaN(last) ? now : Math.min(now, last);
}
