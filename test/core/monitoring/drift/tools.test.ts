import { expect, test } from 'vitest';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';
import { evidentlyMethod } from '../../../../src/core/monitoring/drift/tools/evidently.ts';
import { judged, madeFrame, numbers, slices } from './made-columns.ts';

const frameOf = (columns: Record<string, Column>, rows: number): Frame => ({
  rows,
  columns: new Map(Object.entries(columns)),
});
const repeat = <T>(times: number, ...values: T[]): T[] => Array.from({ length: times }, () => values).flat();

/** One column for each default of Evidently. */
const kinds = (times: number, moved = 0): Frame =>
  frameOf(
    {
      many: numbers(...repeat(times, 1, 2, 3, 4, 5, 6, 7, 8).map((value) => value + moved)),
      few: numbers(...repeat(times, 1, 2, 3, 1, 2, 3, 1, 2 + moved)),
      flag: numbers(...repeat(times, 0, 1, 0, 1, 0, ...(moved > 0 ? [0, 0, 0] : [1, 0, 1]))),
      levels: categoryColumn(repeat(times, 'a', 'b', 'c', 'a', 'b', 'c', 'a', moved > 0 ? 'a' : 'b')),
      two: categoryColumn(repeat(times, 'a', 'b', 'a', 'b', 'a', ...(moved > 0 ? ['a', 'a', 'a'] : ['b', 'a', 'b']))),
      seen: { type: 'time', values: Float64Array.from({ length: times * 8 }, (_, row) => row) },
    },
    times * 8,
  );

test('Evidently tests up to 1,000 reference rows, and measures distances of more; the missing and times are not its columns', () => {
  const methods = (times: number) =>
    judged({ profile: 'evidently' }, kinds(times), kinds(20)).map(({ column, statistic, tool }) => [
      column,
      statistic,
      tool?.tests,
      tool?.limit,
    ]);
  expect(methods(125)).toEqual([
    ['many', 'kolmogorov_smirnov', 'p', 0.05],
    ['few', 'chi_square', 'p', 0.05],
    ['flag', 'z', 'p', 0.05],
    ['levels', 'chi_square', 'p', 0.05],
    ['two', 'z', 'p', 0.05],
  ]);
  expect(methods(126)).toEqual([
    ['many', 'wasserstein', 'effect', 0.1],
    ['few', 'jensen_shannon', 'effect', 0.1],
    ['flag', 'jensen_shannon', 'effect', 0.1],
    ['levels', 'jensen_shannon', 'effect', 0.1],
    ['two', 'jensen_shannon', 'effect', 0.1],
  ]);
  expect(evidentlyMethod('category', 1000, 3)).toBe('chi_square');
});

test.each([125, 126])(
  'as Evidently does, %d times eight rows alarm where they moved and not where they did not',
  (times) => {
    const alarms = (moved: number) =>
      judged({ profile: 'evidently' }, kinds(times), kinds(125, moved)).filter(({ alarm }) => alarm).length;
    expect([alarms(0), alarms(2)]).toEqual([0, 5]);
  },
);

test("a new level is an infinite chi-square of Evidently's, whose p is 0; a constant that stays has no drift", () => {
  const column = (...levels: string[]) => frameOf({ x: categoryColumn(levels) }, levels.length);
  const [before, now] = [column(...repeat(100, 'a', 'b', 'c')), column(...repeat(30, 'a', 'b', 'c'), 'd')];
  expect(judged({ profile: 'evidently' }, before, now)).toMatchObject([{ statistic: 'chi_square', p: 0, alarm: true }]);
  const constant = column(...repeat(50, 'a'));
  expect(judged({ profile: 'evidently' }, constant, constant)).toMatchObject([{ statistic: 'z', p: 1, alarm: false }]);
});

test('a threshold is the limit of the tool: of p where it tests, of the distance where it measures', () => {
  const rule = { profile: 'evidently' as const, number: { method: 'kolmogorov_smirnov' as const, threshold: 1e-9 } };
  const [shifted] = judged(rule, madeFrame(1, 500), madeFrame(2, 500, { shift: 0.1 }));
  expect(shifted).toMatchObject({ threshold: 0, tool: { tool: 'evidently', tests: 'p', limit: 1e-9 }, alarm: false });
  expect(shifted?.p).toBeLessThan(0.05);
});

test('NannyML measures Jensen-Shannon distance above 0.1, whatever the windows', () => {
  const before = madeFrame(1, 2000);
  for (const windows of [[], slices(2000, 10)]) {
    const found = (change: object) => judged({ profile: 'nannyml' }, before, madeFrame(3, 1000, change), windows);
    expect(found({}).map(({ statistic, threshold, alarm }) => [statistic, threshold, alarm])).toEqual([
      ['jensen_shannon', 0.1, false],
      ['jensen_shannon', 0.1, false],
    ]);
    expect(found({ shift: 0.3, rare: 0.5 }).map(({ alarm }) => alarm)).toEqual([true, true]);
  }
});

test('of NannyML, a Wasserstein distance is unusual three standard deviations above the mean of the windows; without windows there is no telling', () => {
  const rule = { profile: 'nannyml' as const, number: { method: 'wasserstein' as const } };
  const before = madeFrame(1, 2000);
  const [usual] = judged(rule, before, madeFrame(3, 200), slices(2000, 10));
  expect(usual).toMatchObject({ alarm: false, tool: { tool: 'nannyml', tests: 'effect' } });
  const [unusual] = judged(rule, before, madeFrame(3, 200, { shift: 0.3 }), slices(2000, 10));
  expect(unusual).toMatchObject({ alarm: true, threshold: usual?.threshold });
  const [unknown] = judged(rule, before, madeFrame(3, 200, { shift: 0.3 }));
  expect(unknown).toMatchObject({ effect: Number.NaN, because: expect.stringContaining('no windows'), alarm: false });
});
