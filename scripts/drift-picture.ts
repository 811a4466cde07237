// docs/images/drift-weeks.svg: which weeks of the template's flights alarm, judged by p-values of rows and by the training data's own windows.
// node scripts/drift-picture.ts. The numbers are those of bench/drift.ts; nothing is drawn that was not computed here.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Judged, leaveOneWeekOut, plantedDrift, readFlights } from '../bench/drift/flights.ts';

interface Week {
  /** Columns that alarm. */
  readonly alarms: number;
  /** Whether what it holds was changed on purpose. */
  readonly planted: boolean;
}

const columns = 6; // five features and the answers
const [left, top, step, unit, gap] = [20, 66, 34, 14, 150] as const;

const flights = await readFlights();
const panels = [
  { by: 'rows', title: 'p-values of rows decide (what aval does without time)' },
  { by: 'windows', title: "the training data's own weeks decide (what aval does)" },
] as const;
const drawn = panels.map(({ by, title }, index) => panel(title, weeksBy(by), top + index * gap));
await writeFile(join(import.meta.dirname, '../docs/images/drift-weeks.svg'), svg(drawn.join('\n')));

/** January to March, each week against the others; then April to June against all of them. */
function weeksBy(by: Judged): readonly Week[] {
  const quiet = leaveOneWeekOut(flights, by).map(({ length }) => ({ alarms: length, planted: false }));
  const later = plantedDrift(flights, true, by).map(({ alarms, planted }) => ({ alarms: alarms.length, planted }));
  return [...quiet, ...later];
}

function panel(title: string, weeks: readonly Week[], y: number): string {
  const floor = y + 16 + columns * unit;
  const bars = weeks.map(({ alarms, planted }, week) => {
    const [x, height] = [left + week * step, Math.max(2, alarms * unit)];
    const kind = alarms === 0 ? 'none' : planted ? 'true' : 'false';
    const count =
      alarms === 0 ? '' : `<text x="${x + step / 2}" y="${floor - height - 4}" class="count">${alarms}</text>`;
    return `<rect x="${x + 4}" y="${floor - height}" width="${step - 8}" height="${height}" class="${kind}"/>${count}`;
  });
  const wrong = weeks.filter(({ alarms, planted }) => alarms > 0 && !planted).length;
  const calm = weeks.filter(({ planted }) => !planted).length;
  const found = weeks.filter(({ alarms, planted }) => alarms > 0 && planted).length;
  const told = `${title}: ${wrong} of ${calm} weeks alarm before the change, ${found} of ${weeks.length - calm} after it`;
  return `<text x="${left}" y="${y - 6}">${told}</text>\n${bars.join('\n')}\n<path d="M${left} ${floor + 1}H${left + weeks.length * step}"/>`;
}

function svg(body: string): string {
  const [width, height] = [left * 2 + 26 * step, top + 2 * gap];
  const change = left + (13 + 30 / 7) * step; // May 1
  const months = ['January', 'February', 'March', 'April', 'May', 'June'].map((name, month) => {
    const day = (Date.UTC(2001, month, 1) - Date.UTC(2001, 0, 1)) / 8.64e7;
    return `<text x="${left + (day / 7) * step}" y="${height - 12}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Columns that alarm, week by week">
<style>
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .count { text-anchor: middle } .end { text-anchor: end }
  .card { fill: #ffffff } .after { fill: #fff1e5 } path { stroke: #59636e }
  .none { fill: #8c959f } .false { fill: #cf222e } .true { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .card { fill: #0d1117 } .after { fill: #33200f } path { stroke: #9198a1 }
    .none { fill: #656c76 } .false { fill: #f85149 } .true { fill: #4493f8 }
  }
</style>
<rect class="card" width="${width}" height="${height}" rx="6"/>
<rect class="after" x="${change}" y="36" width="${width - left - change}" height="${height - 64}"/>
<text x="${left}" y="24">Columns of 6 that alarm, week by week in 2001. Red: nothing had changed</text>
<text x="${width - left}" y="24" class="end">from May only flights over 1,000 miles (planted)</text>
${body}
${months.join('\n')}
</svg>
`;
}
