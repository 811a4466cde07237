import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluatedRows } from '../../../src/core/evaluation/evaluated-rows.ts';
import type { ModelFrame } from '../../../src/core/features/frame.ts';
import { loanFrame, madeUpLoans } from './made-up-loans.ts';

const plain = loanFrame(madeUpLoans(30));
const labelled = (...label: number[]): ModelFrame => ({ ...plain, label: Float64Array.from(label) });

test('rows without a label and rows that either model trained on are left out and counted', () => {
  const rows = Uint32Array.of(4, 0, 2, 3, 1);
  const used = evaluatedRows(labelled(1, 0, Number.NaN, 1, 0), rows, [
    Uint8Array.of(0, 1, 0, 0, 0),
    Uint8Array.of(0, 0, 0, 1, 0),
  ]);
  expect(used).toEqual({ positions: Uint32Array.of(0, 4), trainedOn: 2, unlabelled: 1, weightless: 0 });
});

test('a row that both trained on counts once, and one without a label is only unlabelled', () => {
  const both = Uint8Array.of(1, 1);
  expect(evaluatedRows(labelled(1, Number.NaN), Uint32Array.of(0, 1), [both, both])).toEqual({
    positions: new Uint32Array(),
    trainedOn: 1,
    unlabelled: 1,
    weightless: 0,
  });
});

test('a model without flags trained on none of them', () => {
  const used = evaluatedRows(labelled(1, 0), Uint32Array.of(0, 1), [undefined, undefined]);
  expect(used).toEqual({ positions: Uint32Array.of(0, 1), trainedOn: 0, unlabelled: 0, weightless: 0 });
});

test('a row of weight 0 is left out, and counted apart from rows without a label', () => {
  const weighted = { ...labelled(1, 0, Number.NaN), weight: Float64Array.of(0, 0.5, 0) };
  const used = evaluatedRows(weighted, Uint32Array.of(0, 1, 2), [Uint8Array.of(1, 0, 0)]);
  expect(used).toEqual({ positions: Uint32Array.of(1), trainedOn: 0, unlabelled: 1, weightless: 1 });
});

test('every row of the tier is counted exactly once', () => {
  const row = fc.record({ label: fc.constantFrom(0, 1, Number.NaN), one: fc.nat(1), other: fc.nat(1) });
  fc.assert(
    fc.property(fc.array(row), (list) => {
      const { positions, trainedOn, unlabelled } = evaluatedRows(
        labelled(...list.map(({ label }) => label)),
        Uint32Array.from(list.keys()),
        [Uint8Array.from(list, ({ one }) => one), Uint8Array.from(list, ({ other }) => other)],
      );
      const kept = list.flatMap(({ label, one, other }, i) => (one + other > 0 || Number.isNaN(label) ? [] : [i]));
      expect([...positions]).toEqual(kept);
      expect(positions.length + trainedOn + unlabelled).toBe(list.length);
      expect(unlabelled).toBe(list.filter(({ label }) => Number.isNaN(label)).length);
    }),
  );
});
