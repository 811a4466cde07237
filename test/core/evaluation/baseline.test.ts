import { describe, expect, test } from 'vitest';
import { gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { baselineOf } from '../../../src/core/evaluation/baseline.ts';
import { type ModelFrame, type Part, parts } from '../../../src/core/features/frame.ts';
import { creditGates } from '../gate/sample-evidence.ts';
import { loanFrame, madeUpLoans } from './made-up-loans.ts';

type Answer = string | number | boolean;
type Row = readonly [Part, number];

function binary(predict: Answer, label: Record<string, unknown> = { positive: 'Bad' }) {
  const gates = creditGates();
  const problem = { ...gates.problem, label: { column: 'applications:class', ...label }, baseline: { predict } };
  return gatesSchema.parse({ ...gates, problem });
}

function regression(predict: Answer) {
  const gates = creditGates();
  const problem = {
    ...gates.problem,
    task: 'regression',
    label: { column: 'applications:loss' },
    baseline: { predict },
  };
  return gatesSchema.parse({ ...gates, problem });
}

function rows(...list: Row[]): ModelFrame {
  return {
    ...loanFrame(madeUpLoans(30)),
    label: Float64Array.from(list, ([, label]) => label),
    part: Uint8Array.from(list, ([part]) => parts.indexOf(part)),
  };
}

/** A quarter of the labelled training rows is positive; every other row is. */
const frame = rows(
  ['train', 1],
  ['holdout', 1],
  ['train', 0],
  ['dev', 1],
  ['train', Number.NaN],
  ['train', 0],
  ['later', 1],
  ['train', 0],
);

test.each([
  ['the rate of the training part', binary('rate'), { answer: [0.25], decided: false }],
  ['its mean, which is the same', binary('mean'), { answer: [0.25], decided: false }],
  ['its larger class', binary('majority'), { answer: [0], decided: true }],
  ['the positive class', binary('Bad'), { answer: [1], decided: true }],
  ['another class', binary('Good'), { answer: [0], decided: true }],
  ['a class that YAML reads as a boolean', binary(true, { positive: true }), { answer: [1], decided: true }],
  ['a number above the limit of the label', binary(31, { above: 30 }), { answer: [1], decided: true }],
  ['a number at the limit', binary(30, { above: 30 }), { answer: [0], decided: true }],
  ['the mean of a regression', regression('mean'), { answer: [0.25], decided: false }],
  ['a number', regression(7.5), { answer: [7.5], decided: true }],
])('%s', (_, gates, expected) => expect(baselineOf(gates, frame)).toEqual(expected));

test('of equal classes the majority is the positive one', () => {
  expect(baselineOf(binary('majority'), rows(['train', 1], ['train', 0])).answer).toEqual([1]);
});

test.each(['Bad', 'majority', true])('%j is no answer to a regression', (predict) => {
  expect(() => baselineOf(regression(predict), frame)).toThrowError(expect.objectContaining({ class: 'config' }));
});

test.each(['rate', 'majority'])('%s needs a labelled training row', (predict) => {
  const empty = rows(['train', Number.NaN], ['holdout', 1], ['dev', 0]);
  expect(() => baselineOf(binary(predict), empty)).toThrowError(expect.objectContaining({ class: 'evidence' }));
});

describe('of other tasks', () => {
  const ofClasses = rows(['train', 2], ['train', 0], ['dev', 1], ['train', 2], ['train', 1], ['holdout', 0]);
  const gatesOf = (problem: Record<string, unknown>) => {
    const gates = creditGates();
    const { costs: _, baseline: __, label: ___, ...base } = gates.problem;
    return gatesSchema.parse({ ...gates, problem: { ...base, ...problem } });
  };
  const classes = (predict?: Answer) =>
    gatesOf({
      task: 'multiclass',
      label: { column: 'applications:class', classes: ['a', 'b', 'c'] },
      ...(predict !== undefined && { baseline: { predict } }),
    });
  const ranking = (predict?: Answer) =>
    gatesOf({
      task: 'ranking',
      query: 'applications:day',
      label: { column: 'applications:loss' },
      ...(predict !== undefined && { baseline: { predict } }),
    });

  test.each([
    ['the shares of the classes in the training part', classes(), { answer: [0.25, 0.25, 0.5], decided: false }],
    ['the largest class', classes('majority'), { answer: [0, 0, 1], decided: true }],
    ['a class by name', classes('b'), { answer: [0, 1, 0], decided: true }],
    ['no order of a ranking', ranking(), { answer: [0], decided: true }],
  ])('%s', (_, gates, expected) => expect(baselineOf(gates, ofClasses)).toEqual(expected));

  test('rows count by their weight', () => {
    const weighted = { ...ofClasses, weight: Float64Array.of(0, 1, 1, 1, 2, 1) };
    expect(baselineOf(classes(), weighted).answer).toEqual([0.25, 0.5, 0.25]);
  });

  test.each([classes('d'), ranking(3), ranking('majority')])(
    'an answer that the task can not give is refused',
    (gates) => {
      expect(() => baselineOf(gates, ofClasses)).toThrowError(expect.objectContaining({ class: 'config' }));
    },
  );
});
