// Drift of all columns together on the template's flights, method by method: how many of the 13 honest weeks of January to March drift, each against the
// others (the peer: by p-values of rows), and how many of the 5 weeks of April whose destinations are dealt out anew. `--smoke`: one method. One JSON
// line per figure; minutes.

import { readFlights } from './drift/flights.ts';
import { aprilWeeks, quietWeeks, ruleOf, togetherMethods } from './drift/together.ts';
import { report } from './training/report.ts';

const flights = await readFlights();
const methods = process.argv.includes('--smoke') ? (['hotelling'] as const) : togetherMethods;
const alarms = (weeks: readonly { readonly alarm: boolean }[]): number => weeks.filter(({ alarm }) => alarm).length;
for (const method of methods) {
  const rule = ruleOf(method);
  report({
    bench: 'drift-together',
    figure: `${method}: honest weeks of 13 that alarm`,
    unit: 'weeks',
    value: alarms(await quietWeeks(flights, rule)),
    peer: 'without windows: p-values of rows, or parts of the training rows',
    peerValue: alarms(await quietWeeks(flights, rule, 'rows')),
  });
  report({
    bench: 'drift-together',
    figure: `${method}: weeks of 5 that alarm, their destinations dealt out anew`,
    unit: 'weeks',
    value: alarms(await aprilWeeks(flights, rule, 'flight:destination')),
  });
}
