// Twenty steps down, each truly worse than production by less than the margin: what is lost in the end without an anchor, and with one. Whole walks through
// measurement, rounding and verdict. One JSON line per cell. `--smoke`: few walks. `--walks=1000`. The lines of the last long run: anchor/results.jsonl
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/comparison/random.ts';
import { gatesOf } from './anchor/gate.ts';
import { walkDown } from './anchor/walk.ts';

const { values: options } = parseArgs({
  options: { smoke: { type: 'boolean', default: false }, walks: { type: 'string', default: '1000' } },
});
const walks = options.smoke ? 2 : Number(options.walks);
const steps = 20;
const cells = [
  { rows: 5000, margin: 0.02, loss: 0.01 },
  { rows: 20_000, margin: 0.01, loss: 0.005 },
] as const;

for (const { rows, margin, loss } of cells) {
  for (const anchor of ['none', 'best'] as const) {
    const gates = gatesOf(margin, anchor);
    const found = Array.from({ length: walks }, (_, i) => walkDown({ rows, steps, loss, gates }, createRandom(i + 1)));
    const lost = found.map((walk) => walk.lost).sort((a, b) => a - b);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const share = lost.filter((value) => value > margin + 1e-9).length / walks;
    console.log(
      JSON.stringify({
        bench: 'anchor',
        figure: `${steps} steps of ${loss}, margin ${margin}, ${rows.toLocaleString('en')} rows, anchor ${anchor}`,
        unit: 'true loss after the walk, mean',
        value: Number(mean(lost).toFixed(4)),
        promoted: Number(mean(found.map((walk) => walk.promoted)).toFixed(2)),
        greatest: Number((lost.at(-1) ?? 0).toFixed(4)),
        beyondMargin: Number(share.toFixed(4)),
        walks,
        ...(anchor === 'best' && { met: share <= 0.05 }),
      }),
    );
  }
}
