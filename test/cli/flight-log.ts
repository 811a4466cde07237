import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Digest } from '../../src/core/digest.ts';
import { scorePackage } from '../../src/core/evaluation/score-package.ts';
import { columnText } from '../../src/core/features/column-text.ts';
import { type Frame, takeRows } from '../../src/core/features/frame.ts';
import { identifier, literal } from '../../src/core/features/sql.ts';
import { timeText } from '../../src/core/features/time-text.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';
import { readModelFrame } from '../../src/engines/duckdb/model-frame.ts';
import { openSession } from '../../src/engines/duckdb/session.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { templateModel } from '../fixtures/template-model.ts';

export interface LoggedFlights {
  readonly root: string;
  readonly digest: Digest;
  readonly version: string;
  /** Microseconds, half-open. */
  readonly from: number;
  readonly until: number;
  readonly keeps: (distance: number, time: number) => boolean;
  /** What else is done to the features before they are answered. */
  readonly change?: (kept: Frame) => Frame;
}

/** Writes the log that serving would leave of these flights, as Parquet files of a day's name; returns the rows. */
export async function logFlights({
  root,
  digest,
  version,
  from,
  until,
  keeps,
  change,
}: LoggedFlights): Promise<number> {
  const { resolved, files } = templateModel('flight-delay');
  const { frame, keys, time } = (await readModelFrame(resolved, files)).frame;
  const distance = frame.columns.get('flight:distance_mi');
  if (distance?.type !== 'number') throw new Error('the distance is a number');
  const index = Uint32Array.from(
    [...time.keys()].filter((row) => {
      const at = time[row] ?? 0;
      return at >= from && at < until && keeps(distance.values[row] ?? 0, at);
    }),
  );
  const item = await new FolderStore(path.join(root, '.aval/packages')).get(digest);
  if (item === undefined) throw new Error('the package is not in the store');
  const kept = takeRows(frame, index);
  const asked = change ? change(kept) : kept;
  const scores = await scorePackage(item, asked, Uint32Array.from(index.keys()), gbdtEngine);
  const texts = [...asked.columns].map(([name, column]) => ({ name, type: column.type, text: columnText(column) }));
  const lines = Array.from(index, (row, i) =>
    [timeText(time[row] ?? 0), `r${row}`, keys[row], ...texts.map(({ text }) => text[i] ?? ''), scores[i]].join(','),
  );
  const types = { number: 'DOUBLE', category: 'VARCHAR', time: 'TIMESTAMPTZ' } as const;
  const features = texts.map(({ name, type }) => `${literal(name)}: '${types[type]}'`).join(', ');
  const folder = path.join(root, 'predictions/flight-delay', digest.slice(7, 19), '2001-05-01');
  mkdirSync(folder, { recursive: true });
  const csv = path.join(folder, 'rows.csv');
  writeFileSync(csv, `${lines.join('\n')}\n`);
  await using session = await openSession();
  await session.run(`COPY (
SELECT "time", 'flight-delay' AS "model", ${literal(version)} AS "version", ${literal(digest)} AS "digest", "request", "key",
  ${texts.map(({ name }) => identifier(name)).join(', ')}, "prediction"
FROM read_csv(${literal(csv)}, header = false, columns = {
  'time': 'TIMESTAMPTZ', 'request': 'VARCHAR', 'key': 'VARCHAR', ${features}, 'prediction': 'DOUBLE'
})) TO ${literal(path.join(folder, 'one.parquet'))} (FORMAT parquet)`);
  rmSync(csv);
  return index.length;
}
