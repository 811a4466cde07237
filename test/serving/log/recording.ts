// A server that records: `rate` one-row requests a second for `seconds`, told every 10 ms in a line of JSON; then it closes, unless it is killed before.
import { join } from 'node:path';
import { FolderPlace } from '../../../src/engines/predictions/folder-place.ts';
import { openPredictionLog } from '../../../src/serving/log/open-prediction-log.ts';
import { rowsOf } from './rows.ts';

const [root = '', rate = '2000', seconds = '5', mode = ''] = process.argv.slice(2);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

/** Of mode `stuck`: never gets to delete what it has put. */
class StuckPlace extends FolderPlace {
  override async put(path: string, file: string): Promise<void> {
    await super.put(path, file);
    say({ put: path });
    await new Promise<never>(() => setInterval(() => undefined, 1000));
  }
}

const place = mode === 'stuck' ? new StuckPlace(root) : new FolderPlace(root);
const options = mode === 'little memory' ? { memoryBytes: 20_000 } : {};
const log = await openPredictionLog(place, { local: join(root, '.write-ahead'), told: () => undefined, ...options });

const began = performance.now();
let recorded = 0;
let told = 0;
const pace = setInterval(async () => {
  const elapsed = performance.now() - began;
  const due = Math.min(Number(seconds) * 1000, elapsed) * (Number(rate) / 1000);
  for (; recorded < due; recorded++) log.record(rowsOf([String(recorded).padStart(7, '0')]));
  if (elapsed - told >= 10 && mode !== 'stuck') {
    say({ time: Date.now(), recorded, stored: log.stored });
    told = elapsed;
  }
  if (elapsed < Number(seconds) * 1000) return;
  clearInterval(pace);
  await log.close();
  say({ recorded, stored: log.stored, dropped: log.dropped });
}, 1);
