import type { Gates } from '../../core/definitions/schema/gates.ts';
import type { Source } from '../../core/definitions/schema/source.ts';
import { type Frame, parts, takeRows } from '../../core/features/frame.ts';
import { identifier } from '../../core/features/sql.ts';
import { columnKind, readColumns } from './read-columns.ts';
import { openSession, type Session } from './session.ts';
import { loadSource, rowNumber, sourceTable } from './source-table.ts';
import { makeSpine } from './spine.ts';
import { readPlaces, spineParts } from './spine-parts.ts';
import { storedTypes } from './typed-column.ts';

export interface SourceRowsOptions {
  readonly until?: string | undefined;
  readonly memoryLimit: string;
  /** Splits of the models whose spine it is. */
  readonly splits: readonly Gates['data'][];
}

export interface SourceRows {
  readonly frame: Frame;
  /** Rows that a model is judged on, or will be: they are not in the frame. */
  readonly setAside: number;
}

/** A source as columns, without the rows that any model sets aside. Booleans are texts. Throws `config` for a file that doesn't fit its declaration. */
export async function readSourceRows(source: Source, file: string, options: SourceRowsOptions): Promise<SourceRows> {
  await using session = await openSession({ memoryLimit: options.memoryLimit });
  await loadSource(session, source, file, options.until);
  const isSpine = options.splits.length > 0;
  if (isSpine) await session.run('CREATE SCHEMA work');
  if (isSpine) await makeSpine(session, source);
  const frame = isSpine
    ? await columnsOf(session, source, 'work.spine', '"#rid"')
    : await columnsOf(session, source, sourceTable(source.name), rowNumber);
  if (!isSpine) return { frame, setAside: 0 };
  const kept = await rowsToLearnFrom(session, source, options);
  return { frame: takeRows(frame, kept), setAside: frame.rows - kept.length };
}

async function columnsOf(session: Session, { columns }: Source, relation: string, order: string): Promise<Frame> {
  const wanted = Object.entries(columns).map(([name, { type }]) =>
    type === 'boolean'
      ? ({ sql: `CAST(${identifier(name)} AS VARCHAR)`, kind: 'category' } as const)
      : { sql: identifier(name), kind: columnKind(storedTypes[type]) ?? 'category' },
  );
  const [count] = await session.numbers(`SELECT count(*)::DOUBLE FROM ${relation}`);
  const read = await readColumns(session, relation, wanted, order);
  const names = Object.keys(columns);
  return { rows: count?.[0] ?? 0, columns: new Map(read.map((column, i) => [names[i] ?? '', column])) };
}

/** Rows that are train or dev rows of every model. */
async function rowsToLearnFrom(
  session: Session,
  source: Source,
  { splits, until }: SourceRowsOptions,
): Promise<Uint32Array> {
  const places = await readPlaces(session, source);
  const kept = new Uint8Array(places.keys.length).fill(1);
  for (const split of splits) {
    const part = await spineParts(session, source, split, { ...places, until });
    part.forEach((place, row) => {
      const name = parts[place];
      if (name !== 'train' && name !== 'dev') kept[row] = 0;
    });
  }
  return Uint32Array.from([...kept.keys()].filter((row) => kept[row] === 1));
}
