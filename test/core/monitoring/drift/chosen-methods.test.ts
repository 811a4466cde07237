import { describe, expect, test } from 'vitest';
import type { BinRule } from '../../../../src/core/definitions/schema/drift.ts';
import {
  flooredMethods,
  levelMethods,
  lineMethods,
  plainCellMethods,
} from '../../../../src/core/definitions/schema/drift-methods.ts';
import type { Frame } from '../../../../src/core/features/frame.ts';
import { judged, madeFrame, numbers, slices } from './made-columns.ts';

const cellMethods = [...levelMethods, ...flooredMethods];
const numberMethods = [...lineMethods, ...plainCellMethods, ...flooredMethods];

describe('a window is judged by the method that the definition asks for', () => {
  const before = madeFrame(1, 2000);
  const alarms = (tests: ReturnType<typeof judged>) =>
    tests.filter(({ alarm }) => alarm).map(({ column, statistic }) => `${column} ${statistic}`);

  test.each(numberMethods)(
    '%s: a shift of numbers alarms, rows of the same kind do not, with windows or without',
    (method) => {
      for (const windows of [[], slices(2000, 10)]) {
        expect(alarms(judged({ number: { method } }, before, madeFrame(3, 500), windows))).toEqual([]);
        expect(alarms(judged({ number: { method } }, before, madeFrame(3, 500, { shift: 0.3 }), windows))).toEqual([
          `n ${method}`,
        ]);
      }
    },
  );

  test.each(cellMethods)('%s: levels whose shares moved alarm', (method) => {
    for (const windows of [[], slices(2000, 10)]) {
      expect(alarms(judged({ category: { method } }, before, madeFrame(4, 500), windows))).toEqual([]);
      expect(alarms(judged({ category: { method } }, before, madeFrame(4, 500, { rare: 0.7 }), windows))).toEqual([
        `c ${method}`,
      ]);
    }
  });

  test('a column of its own goes before the type, and what is missing is tested as ever', () => {
    const tests = judged(
      { number: { method: 'psi' }, columns: { n: { method: 't_test' } } },
      before,
      madeFrame(3, 500),
    );
    expect(tests.map(({ column, statistic, chosen }) => [column, statistic, chosen])).toEqual([
      ['n', 't_test', true],
      ['n', 'missing_rate', false],
      ['c', 'total_variation', false],
      ['c', 'missing_rate', false],
    ]);
  });

  test('a threshold is the least effect, with windows that are quieter or without any', () => {
    const now = madeFrame(3, 500, { shift: 0.3 });
    for (const windows of [[], slices(2000, 10)]) {
      const [test] = judged({ number: { method: 'wasserstein', threshold: 5 } }, before, now, windows);
      expect(test).toMatchObject({ threshold: 5, alarm: false });
    }
  });

  test('bins and floor are as asked for', () => {
    const psi = (rule: { bins?: BinRule; floor?: number }) =>
      judged({ number: { method: 'psi', ...rule } }, before, madeFrame(3, 500, { shift: 0.3 }))[0]?.effect ?? 0;
    expect(
      new Set([psi({}), psi({ bins: 'sturges' }), psi({ bins: 'rice' }), psi({ floor: 0.05 })] as number[]).size,
    ).toBe(4);
  });

  test('by three standard deviations, a limit is above the mean of the windows, and no less than the least effect', () => {
    const [windows, now] = [slices(2000, 10), madeFrame(3, 500)];
    const [by] = judged(
      { usual: 'std_deviation', number: { method: 'l_infinity', threshold: 0.001 } },
      before,
      now,
      windows,
    );
    expect(by?.threshold).toBeGreaterThan(0.02);
    expect(by?.threshold).toBeLessThan(0.2);
    const [floor] = judged({ usual: 'std_deviation' }, before, now, windows);
    expect(floor).toMatchObject({ statistic: 'wasserstein', threshold: expect.closeTo(0.2, 0) });
  });

  test('z compares the share of one value, so that numbers of many have no effect, and of two do', () => {
    const z = { columns: { n: { method: 'z' as const } } };
    const [many] = judged(z, before, madeFrame(3, 500, { shift: 0.3 }));
    expect(many).toMatchObject({ effect: Number.NaN, because: expect.stringContaining('many'), alarm: false });
    const flags = (ones: number): Frame => ({
      rows: 400,
      columns: new Map([['n', numbers(...Array.from({ length: 400 }, (_, row) => Number(row < ones)))]]),
    });
    expect(judged(z, flags(100), flags(160))[0]).toMatchObject({ effect: expect.closeTo(0.15, 12), alarm: true });
  });

  test('a method for numbers is refused for a column of levels, by its name', () => {
    expect(() => judged({ columns: { c: { method: 'wasserstein' } } }, before, before)).toThrow(
      'monitor.drift.columns: "c" is a category, and wasserstein compares numbers',
    );
  });
});
