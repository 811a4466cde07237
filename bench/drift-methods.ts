// Every method of drift on the template's flights: how many of the 13 honest weeks of January to March drift, each against the others, and how many of
// the 9 weeks from May of which only flights over 1,000 miles are left. `--smoke`: aval's own and one method. One JSON line per figure; minutes.

import { type DriftRule, driftSchema } from '../src/core/definitions/schema/drift.ts';
import {
  type DriftMethodName,
  flooredMethods,
  lineMethods,
  plainCellMethods,
} from '../src/core/definitions/schema/drift-methods.ts';
import { takeRows } from '../src/core/features/frame.ts';
import { driftedShare } from '../src/core/monitoring/drift/drifted-share.ts';
import { judgeWindow } from '../src/core/monitoring/drift/judge-window.ts';
import { driftReference } from '../src/core/monitoring/drift/reference.ts';
import { profileFrame } from '../src/core/monitoring/profile/profile-frame.ts';
import { april, january, july, may, readFlights, weeksFrom } from './drift/flights.ts';
import { report } from './training/report.ts';

const { frame, time } = await readFlights();
const distance = frame.columns.get('flight:distance_mi');
if (distance?.type !== 'number') throw new Error('the distance is a number');
const isFar = (row: number) => (distance.values[row] ?? 0) > 1000;
const honest = weeksFrom(time, january, april);
const planted = weeksFrom(time, may, july).map((week) => week.filter(isFar));

function drifts(asked: object, weeks: readonly Uint32Array[], rows: Uint32Array): boolean {
  const rule: DriftRule = driftSchema.parse(asked);
  const learned = takeRows(frame, Uint32Array.from(weeks.flatMap((week) => [...week])));
  const methods = { rule, values: learned.columns };
  const profile = profileFrame(learned, 1);
  const reference = driftReference({ frame, profile, windows: weeks, later: [], q: rule.q, methods });
  const now = takeRows(frame, rows);
  const tests = judgeWindow(reference, { frame: now, profile: profileFrame(now, 2) }, 7);
  const columns = [...Map.groupBy(tests, ({ column }) => column).values()];
  return driftedShare(
    columns.map((own) => own.some(({ alarm }) => alarm)),
    reference.share,
  ).drift;
}

const onLine = lineMethods.map((method) => ({ number: { method } }));
const ofShares = [...plainCellMethods, ...flooredMethods].map((method: DriftMethodName) => ({
  number: { method },
  category: { method },
}));
const others = [
  { usual: 'std_deviation' },
  { profile: 'evidently' },
  { profile: 'evidently', share: 0.01 },
  { profile: 'nannyml' },
];
const rules = process.argv.includes('--smoke') ? [{}, onLine[0] ?? {}] : [{}, ...onLine, ...ofShares, ...others];
for (const rule of rules) {
  const name = JSON.stringify(rule);
  const rest = (week: Uint32Array) => honest.filter((one) => one !== week);
  report({
    bench: 'drift-methods',
    figure: `honest weeks of 13 that drift by ${name}`,
    unit: 'weeks',
    value: honest.filter((week) => drifts(rule, rest(week), week)).length,
  });
  report({
    bench: 'drift-methods',
    figure: `planted weeks of 9 that drift by ${name}`,
    unit: 'weeks',
    value: planted.filter((week) => drifts(rule, honest, week)).length,
  });
}
