import { expect, test } from 'vitest';
import { decideRetraining, parseRetrainRule } from '../../../src/core/monitoring/decide-retraining.ts';
import {
  lossText,
  movedTable,
  retrainingSentence,
  retrainingTitle,
} from '../../../src/core/monitoring/evidence-text.ts';
import type { MonitoringEvidence } from '../../../src/core/monitoring/monitoring-evidence.ts';
import { columnOf, evidenceOf } from './made-evidence.ts';

const rule = parseRetrainRule({ after: '2 of 3' });
const outcomes = { d: 'drift', s: 'steady', w: 'waiting' } as const;
/** A letter for each week, oldest first. */
const weeks = (letters: string) =>
  [...letters].map((letter, week) => evidenceOf(week, outcomes[letter as keyof typeof outcomes]));

test.each([
  ['sss', 'steady'],
  ['ssd', 'wait'],
  ['sdd', 'retrain'],
  ['dsd', 'retrain'],
  ['dds', 'retrain'],
  ['ddss', 'wait'],
  ['ddsss', 'steady'],
  ['sww', 'wait'], // both could still turn out to have drifted
  ['ssw', 'steady'],
  ['sdw', 'wait'],
  ['ww', 'wait'],
  ['', 'wait'],
  ['s', 'wait'],
])('2 of 3: %s is %s', (letters, decision) => {
  expect(decideRetraining(weeks(letters), rule).decision).toBe(decision);
});

test('neither the order of the evidence nor a window twice over changes anything', () => {
  const evidence = weeks('ssdd');
  const expected = decideRetraining(evidence, rule);
  expect(decideRetraining([...evidence.toReversed(), ...evidence], rule)).toEqual(expected);
});

test('a snoozed window says nothing: only windows that drift later bring the alarm back', () => {
  const evidence = weeks('ssddd');
  const snoozed = evidence.slice(2, 4).map(({ window }) => window.until);
  expect(decideRetraining(evidence, { ...rule, snoozed }).decision).toBe('wait');
  expect(decideRetraining(evidence.slice(0, 4), { ...rule, snoozed })).toMatchObject({
    decision: 'wait',
    because: '0 of the newest 3 windows drifted, 2 snoozed; 2 of 3 are needed',
  });
  expect(decideRetraining(weeks('ssdddd'), { ...rule, snoozed }).decision).toBe('retrain');
});

test('reasons are the columns that moved, most alarms first, with their course over all windows', () => {
  const both = { columns: [columnOf('a:b', 0.3, true), columnOf('flight:distance_mi', 0.6, true)] };
  const { moved } = decideRetraining([...weeks('ssd'), evidenceOf(3, 'drift', both)], rule);
  expect(moved.map(({ name, alarms, effects }) => ({ name, alarms, effects }))).toEqual([
    { name: 'flight:distance_mi', alarms: 2, effects: [0.1, 0.1, 0.5, 0.6] },
    { name: 'a:b', alarms: 1, effects: [null, null, null, 0.3] },
  ]);
  expect(movedTable(moved)).toEqual([
    ['', 'at training', 'now', 'moved by', 'windows'],
    ['flight:distance_mi', '2.00', '3.00', '0.60 (usual: up to 0.20)', '▂▂▇█'],
    ['a:b', '2.00', '3.00', '0.30 (usual: up to 0.20)', '···█'],
  ]);
});

const auc = (value: number, n: number) => ({ value, low: value - 0.03, high: value + 0.04, n, method: 'DeLong' });

function labelled(week: number, value: number, n: number): MonitoringEvidence {
  return evidenceOf(week, 'drift', {
    realised: {
      labelled: n,
      unlabelled: 0,
      metrics: [{ metric: 'roc_auc', reference: auc(0.8, 1000), current: auc(value, n) }],
    },
  });
}

test('the loss is the mean of the drifted windows by rows against training; bounds by variance estimates recovery', () => {
  const { losses } = decideRetraining([labelled(0, 0.7, 300), labelled(1, 0.6, 100)], rule);
  const [only] = losses;
  if (only === undefined || !('value' in only.loss)) throw new Error('there is a loss');
  expect(only.loss).toMatchObject({ value: expect.closeTo(0.8 - (3 * 0.7 + 0.6) / 4, 12), n: 400, method: 'MOVER' });
  expect(only.loss.low).toBeCloseTo(0.125 - Math.sqrt(0.03 ** 2 + (0.75 * 0.04) ** 2 + (0.25 * 0.04) ** 2), 12);
  expect(only.loss.high).toBeCloseTo(0.125 + Math.sqrt(0.04 ** 2 + (0.75 * 0.03) ** 2 + (0.25 * 0.03) ** 2), 12);
  expect(lossText(only)).toBe('ROC AUC worse by 0.13 (0.08 … 0.17), 400 labelled rows');
});

test('a loss that may as well be none is called so, whichever way it points', () => {
  for (const [now, text] of [
    [0.79, 'ROC AUC perhaps worse by 0.01 (−0.04 … 0.06), 400 labelled rows'],
    [0.81, 'ROC AUC perhaps better by 0.01 (−0.04 … 0.06), 400 labelled rows'],
  ] as const) {
    const [only] = decideRetraining([labelled(0, now, 400), labelled(1, now, 400)].slice(0, 1), rule).losses;
    expect(only && lossText(only)).toBe(text);
  }
});

test('without labels no loss is made up; a metric without a number says why', () => {
  expect(decideRetraining(weeks('ddd'), rule).losses).toEqual([]);
  const metrics = [
    { metric: 'roc_auc' as const, reference: auc(0.8, 1000), current: { undefined: 'one class', n: 3 } },
  ];
  const evidence = evidenceOf(0, 'drift', { realised: { labelled: 3, unlabelled: 897, metrics } });
  const { losses } = decideRetraining([evidence, evidenceOf(1, 'drift')], rule);
  expect(losses.map(lossText)).toEqual(['ROC AUC: no window has enough labels']);
});

test('a person reads what moved, in how many windows, and of how many predictions', () => {
  const decided = decideRetraining(weeks('sdd'), rule);
  expect(retrainingTitle('flight-delay', decided)).toBe('Retrain flight-delay: flight:distance_mi moved');
  expect(retrainingSentence(decided)).toBe(
    '2 of the newest 3 windows drifted; 2 of 3 are needed. 2001-05-01 – 2001-05-22, 2,700 predictions.',
  );
  expect(retrainingSentence(decideRetraining([], rule))).toBe(
    "0 of the newest 3 windows drifted, 3 can't tell yet; 2 of 3 are needed.",
  );
});

const worse = parseRetrainRule({ after: '2 of 3', when: { estimated: 'roc_auc', worseBy: 0.03 } });

/** A week that did not drift; `value` is its estimated ROC AUC, `realised` what labels say. */
function estimated(week: number, value: number, realised?: number, held?: boolean): MonitoringEvidence {
  const told = { metric: 'roc_auc' as const, reference: auc(0.8, 1000) };
  return evidenceOf(week, 'steady', {
    estimated: { metrics: [{ ...told, current: auc(value, 900) }] },
    ...(realised !== undefined && {
      realised: {
        labelled: 900,
        unlabelled: 0,
        metrics: [{ ...told, current: auc(realised, 900), ...(held !== undefined && { held }) }],
      },
    }),
  });
}

test('where the rule says so, windows ask by how much worse they are estimated to be, with the whole interval, and drift does not', () => {
  const decided = decideRetraining(
    [0.8, 0.6, 0.6].map((value, week) => estimated(week, value)),
    worse,
  );
  expect(decided).toMatchObject({
    decision: 'retrain',
    metric: 'roc_auc',
    because: '2 of the newest 3 windows are worse in ROC AUC by more than 0.03; 2 of 3 are needed',
    moved: [],
    losses: [{ metric: 'roc_auc', by: 'estimates', loss: { n: 1800 } }],
  });
  expect(decided.asking).toHaveLength(2);
  expect(retrainingTitle('flight-delay', decided)).toBe('Retrain flight-delay: ROC AUC is worse');
  expect(decided.losses.map(lossText)).toEqual([
    'ROC AUC worse by 0.20 (0.16 … 0.25), 1,800 rows, estimated without labels',
  ]);
  // 0.06 worse, and the interval reaches below 0.03.
  expect(
    decideRetraining(
      [0.74, 0.74, 0.74].map((value, week) => estimated(week, value)),
      worse,
    ),
  ).toMatchObject({
    decision: 'steady',
  });
  expect(decideRetraining(weeks('ddd'), worse)).toMatchObject({
    decision: 'wait',
    because: expect.stringContaining("3 can't tell yet"),
  });
});

test('once labels are known they decide, and estimates that did not hold say nothing any more', () => {
  const labelled = [0, 1, 2].map((week) => estimated(week, 0.6, 0.8, false));
  expect(decideRetraining(labelled, worse).decision).toBe('steady');
  const refuted = [...labelled, estimated(3, 0.6), estimated(4, 0.6)];
  expect(decideRetraining(refuted, worse)).toMatchObject({
    decision: 'wait',
    because: expect.stringMatching(/^0 of .*2 can't tell yet/),
    losses: [],
  });
  const held = [0, 1, 2].map((week) => estimated(week, 0.6, 0.6, true));
  expect(decideRetraining([...held, estimated(3, 0.6), estimated(4, 0.6)], worse).decision).toBe('retrain');
});

test('a retraining because of drift says what the windows are estimated to cost while no label is known', () => {
  const drifted = [0, 1].map((week) => ({ ...estimated(week, 0.7), outcome: 'drift' as const }));
  expect(decideRetraining(drifted, rule).losses).toMatchObject([{ metric: 'roc_auc', by: 'estimates' }]);
});
