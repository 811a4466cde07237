import { expect, test } from 'vitest';
import { categoryColumn } from '../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../src/core/features/frame.ts';
import { driftReference } from '../../../src/core/monitoring/drift/reference.ts';
import { monitorWindow } from '../../../src/core/monitoring/monitor-window.ts';
import { monitoringBytes, parseMonitoringEvidence } from '../../../src/core/monitoring/monitoring-evidence.ts';
import { profileFrame } from '../../../src/core/monitoring/profile/profile-frame.ts';

function frameOf(numbers: readonly number[], levels: readonly (string | null)[]): Frame {
  return {
    rows: numbers.length,
    columns: new Map<string, Column>([
      ['v:amount', { type: 'number', values: Float64Array.from(numbers) }],
      ['v:city', categoryColumn(levels)],
    ]),
  };
}

const repeat = <T>(times: number, ...values: T[]): T[] => Array.from({ length: times }, () => values).flat();
const before = frameOf(repeat(100, 1, 2, 3, 4), repeat(200, 'a', 'b'));
const reference = driftReference({ frame: before, profile: profileFrame(before, 1), windows: [], later: [], q: 0.05 });
const subject = {
  model: 'm',
  version: '1.0.0',
  package: `sha256:${'b'.repeat(64)}`,
  minimumRows: 100,
  reference,
  personal: new Set<string>(),
};
const current = (frame: Frame) => ({ window: { from: 0, until: 6e7 }, frame, repeated: 2, keyless: 1 });

test('a window like the reference is steady, and the same window gives the same bytes', () => {
  const frame = frameOf(repeat(50, 1, 2, 3, 4), repeat(100, 'a', 'b'));
  const evidence = monitorWindow(subject, current(frame));
  expect(evidence).toMatchObject({
    outcome: 'steady',
    rows: 200,
    window: { from: '1970-01-01T00:00:00Z', until: '1970-01-01T00:01:00Z' },
    reference: { rows: 400, windows: 0, q: 0.05 },
    quality: { repeated: 2, keyless: 1 },
  });
  const bytes = monitoringBytes(evidence);
  expect(monitoringBytes(monitorWindow(subject, current(frame)))).toEqual(bytes);
  expect(parseMonitoringEvidence(bytes, 'it')).toEqual(evidence);
});

test('what moved shows both sides; missing, unseen and out of range are counted', () => {
  const frame = frameOf(repeat(50, 3, 4, 9, Infinity), repeat(50, 'a', 'c', 'c', null));
  const { outcome, columns, quality } = monitorWindow(subject, current(frame));
  expect(outcome).toBe('drift');
  expect(columns.map(({ name, statistic, alarm }) => [name, statistic, alarm])).toEqual([
    ['v:amount', 'wasserstein', true],
    ['v:city', 'total_variation', true],
    ['v:city', 'missing_rate', true],
  ]);
  expect(columns[1]).toMatchObject({
    reference: {
      n: 400,
      levels: [
        { level: 'b', share: 0.5 },
        { level: 'a', share: 0.5 },
      ],
      unseen: 0,
    },
    current: {
      n: 150,
      levels: [
        { level: 'b', share: 0 },
        { level: 'a', share: 1 / 3 },
      ],
      unseen: 2 / 3,
    },
  });
  expect(quality.columns).toEqual([
    { name: 'v:amount', missing: 0, infinite: 50, outOfRange: 100 },
    { name: 'v:city', missing: 50, unseen: 100 },
  ]);
});

test('below the minimum of rows nothing is compared, and what came is counted all the same', () => {
  const { outcome, columns, quality } = monitorWindow(subject, current(frameOf([1, 9], ['a', 'c'])));
  expect([outcome, columns]).toEqual(['waiting', []]);
  expect(quality.columns[1]).toEqual({ name: 'v:city', missing: 0, unseen: 1 });
});

test('a column without values has no effect, which is not 0', () => {
  const { columns } = monitorWindow(subject, current(frameOf(repeat(200, Number.NaN), repeat(100, 'a', 'b'))));
  expect(columns[0]).toMatchObject({ name: 'v:amount', effect: { undefined: 'a side has no values' }, alarm: false });
  expect(columns[0]).not.toHaveProperty('current');
  expect(columns[1]).toMatchObject({ name: 'v:amount', statistic: 'missing_rate', alarm: true });
});

test.each([
  ['not JSON', 'nonsense', 'is not JSON'],
  ['another format', '{"format":"aval/evidence/v1"}', 'format'],
])('a file of %s is refused by name', (_, text, says) => {
  expect(() => parseMonitoringEvidence(new TextEncoder().encode(text), 'x.json')).toThrow(`x.json`);
  expect(() => parseMonitoringEvidence(new TextEncoder().encode(text), 'x.json')).toThrow(says);
});

test('of a personal column the effect is the same, and no level, no number of one person and no small cell is told', () => {
  const names = repeat(1, ...repeat(200, 'Ada'), ...repeat(150, 'Bo'), ...repeat(46, 'Cy'), ...repeat(4, 'Di'));
  const rows = frameOf(repeat(100, 31_111, 47_222, 53_333, 68_444), names);
  const people = driftReference({ frame: rows, profile: profileFrame(rows, 1), windows: [], later: [], q: 0.05 });
  const frame = frameOf(repeat(50, 61_111, 73_222, 78_333, 89_444), [
    ...repeat(60, 'Ada'),
    ...repeat(3, 'Cy'),
    ...repeat(137, 'Eve'),
  ]);
  const told = (personal: ReadonlySet<string>) =>
    monitorWindow({ ...subject, reference: people, personal }, current(frame));
  const [open, closed] = [told(new Set()), told(new Set(['v:city', 'v:amount']))];
  const tested = ({ columns }: typeof open) => columns.map(({ reference: _, current: __, ...test }) => test);
  expect(tested(closed)).toEqual(tested(open));
  expect(new TextDecoder().decode(monitoringBytes(closed))).not.toMatch(/Ada|Bo|Cy|Di|Eve|(?:111|222|333|444)\b/);
  const [amount, city] = closed.columns;
  expect(city).toMatchObject({
    reference: {
      n: 400,
      levels: [
        { level: 'level 2', share: 0.375 },
        { level: 'level 1', share: 0.5 },
      ],
      unseen: 0.01,
    },
    current: {
      levels: [
        { level: 'level 2', share: 0 },
        { level: 'level 1', share: 0.3 },
      ],
      unseen: 0.685,
    },
  });
  expect(amount).toMatchObject({ reference: { mean: 50_000, low: 31_000 }, current: { mean: 76_000, high: 89_000 } });
});
