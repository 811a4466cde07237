import { expect, test } from 'vitest';
import { decideRetraining, parseRetrainRule } from '../../../src/core/monitoring/decide-retraining.ts';
import { outcomeText, retrainingTitle } from '../../../src/core/monitoring/evidence-text.ts';
import {
  type MonitoringEvidence,
  monitoringBytes,
  parseMonitoringEvidence,
} from '../../../src/core/monitoring/monitoring-evidence.ts';
import type { TogetherEffect } from '../../../src/core/monitoring/moved-together.ts';
import { togetherText } from '../../../src/core/monitoring/together-text.ts';
import { dashboardRow } from '../../../src/core/report/dashboard-row.ts';
import { monitoringMarkdown } from '../../../src/core/report/monitoring-markdown.ts';
import { retrainingPullBody, retrainingPullTitle } from '../../../src/core/report/retraining-pull.ts';
import { columnOf, evidenceOf } from './made-evidence.ts';

const rows = { reference: 500, current: 500 };
const common = { windows: 12, threshold: 0.02, rows };
function mmd(effect: number, more: Partial<TogetherEffect> = {}): TogetherEffect {
  const alarm = effect > common.threshold;
  return {
    method: 'mmd',
    sigma: 2,
    biased: effect + 0.01,
    effect,
    p: 0.005,
    ...common,
    alarm,
    ...more,
  } as TogetherEffect; // of one method
}

/** No column moved; all together they may have. */
function week(index: number, together: MonitoringEvidence['together']): MonitoringEvidence {
  const quiet = [columnOf('flight:distance_mi', 0.1, false)];
  return evidenceOf(index, together?.alarm ? 'drift' : 'steady', { columns: quiet, ...(together && { together }) });
}

const rule = parseRetrainRule({ after: '2 of 3' });
const windows = [week(0, mmd(0.004)), week(1, mmd(0.05)), week(2, mmd(0.06, { most: ['flight:a', 'flight:*b*'] }))];
const decided = decideRetraining(windows, rule);

test('windows in which only all columns together alarmed ask for a retraining', () => {
  expect(decided).toMatchObject({ decision: 'retrain', moved: [], together: { method: 'mmd', alarms: 2 } });
  expect(decided.together?.effects).toEqual([0.004, 0.05, 0.06]);
  expect(retrainingTitle('flight-delay', decided)).toBe('Retrain flight-delay: the columns together moved');
  const [, , newest] = windows;
  expect(newest && outcomeText(newest)).toBe('drift: 0 of 1, all together');
  expect(newest && parseMonitoringEvidence(monitoringBytes(newest), 'it')).toEqual(newest);
});

test('where columns moved, too, they are the ones that the title names', () => {
  const both = evidenceOf(3, 'drift', { together: mmd(0.05) });
  const { decision, moved, together } = decideRetraining([both, week(2, mmd(0.05))], rule);
  expect(retrainingTitle('flight-delay', { decision, moved, ...(together && { together }) })).toBe(
    'Retrain flight-delay: flight:distance_mi moved',
  );
  expect(together?.alarms).toBe(2);
});

test('the pull request and the report tell the newest alarm and what contributes, names escaped', () => {
  const pull = { model: 'flight-delay', version: '1.0.0', decision: decided, locks: [], taken: false };
  expect(retrainingPullTitle(pull)).toBe('Retrain flight-delay: the columns together moved');
  const line =
    /All columns together: squared maximum mean discrepancy 0\.060 \\?\(usual: up to 0\.020\\?\) ▁▇█, most of it by flight:a, flight:\\\*b\\\*\./;
  expect(retrainingPullBody(pull)).toMatch(line);
  expect(monitoringMarkdown([{ model: 'flight-delay', version: '1.0.0', windows, moves: [] }])).toMatch(line);
});

test('a method says what it is by, and what is usual', () => {
  const text = (newest: TogetherEffect) => togetherText({ method: newest.method, alarms: 1, newest, effects: [1] });
  expect(text(mmd(0.05, { windows: 0 }))).toContain('0.050 (p 0.005)');
  const usual = { low: 0.71, high: 0.93 };
  const about = { error: 1.234, samplingError: 0.01, trainingError: 0.8, usual, components: 2, explained: 0.7 };
  expect(text({ method: 'pca_reconstruction', effect: 0.41, ...about, ...common, alarm: true })).toContain(
    'reconstruction error 1.2 (usual: 0.71 to 0.93)',
  );
});

test('a window that could not be compared, or was by another method, has no effect in the course', () => {
  const none = { method: 'mmd', undefined: 'a side has fewer than 2 rows', alarm: false } as const;
  const energy = { method: 'energy', effect: 9, ...common, alarm: true } as const;
  const { together } = decideRetraining([week(0, none), week(1, energy), week(2, mmd(0.05))], rule);
  expect(together).toMatchObject({ method: 'mmd', alarms: 1, effects: [null, null, 0.05] });
  expect(decideRetraining([week(0, none)], rule)).not.toHaveProperty('together');
});

test('the dashboard shows how far all columns together were beyond what is usual', () => {
  const row = dashboardRow([], { model: 'm', live: new Map(), windows, awaits: [] });
  expect(row[1]).toBe('▂▇█ drift');
});
