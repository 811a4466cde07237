import type { Gates } from '../../core/definitions/schema/gates.ts';
import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import { columnText } from '../../core/features/column-text.ts';
import { rowKeyColumn } from '../../core/features/spine.ts';
import { identifier } from '../../core/features/sql.ts';
import { assignTiers } from '../../core/features/tiers.ts';
import { timeMicros } from '../../core/features/time-text.ts';
import type { Session } from './session.ts';
import { spineColumn } from './spine-column.ts';

export interface PlacedRows {
  readonly keys: readonly string[];
  /** Microseconds since 1970, NaN where missing. */
  readonly time: Float64Array;
  /** ISO time, where the spine's lock has one. */
  readonly until: string | undefined;
}

/** Which part each row of `work.spine` is in, by the split that a model's gates declare. Throws `config` where it can't be made. */
export async function spineParts(
  session: Session,
  spine: Source,
  data: Gates['data'],
  { keys, time, until }: PlacedRows,
): Promise<Uint8Array> {
  const splitBy = new Map<string, readonly string[]>();
  for (const rule of [data.holdout, data.vault, data.dev]) {
    if (rule === undefined || !('group' in rule) || typeof rule.group !== 'string') continue;
    const texts = columnText(await spineColumn(session, spine, rule.group));
    splitBy.set(
      rule.group,
      texts.map((text) => text ?? ''),
    );
  }
  const rows = { keys, time, group: (column: string) => splitBy.get(column) ?? [] };
  return assignTiers(until === undefined ? rows : { ...rows, until: timeMicros(until) }, data);
}

/** Key and time of each row of `work.spine`. Throws `config` for a row without a key. */
export async function readPlaces(session: Session, spine: Source): Promise<Omit<PlacedRows, 'until'>> {
  const keys = await readKeys(session, spine);
  const [time = new Float64Array()] = await session.numbers(
    'SELECT CAST(epoch_us("#t") AS DOUBLE) FROM work.spine ORDER BY "#rid"',
  );
  return { keys, time };
}

async function readKeys(session: Session, spine: Source): Promise<string[]> {
  const key = rowKeyColumn(spine);
  const [count] = await session.numbers(`SELECT count(*)::DOUBLE FROM work.spine WHERE ${identifier(key)} IS NULL`);
  if ((count?.[0] ?? 0) > 0) {
    const message = `source ${spine.name}: ${count?.[0]} rows have no key (${key})`;
    throw new AvalError('config', { rule: 'frame.missingKey', message });
  }
  const [keys = []] = await session.texts('SELECT "#key" FROM work.spine ORDER BY "#rid"');
  return keys.map((key) => key ?? '');
}
