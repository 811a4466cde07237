import { expect, test } from 'vitest';
import {
  calibratedScores,
  fitCalibration,
  rowsThatSumToOne,
} from '../../../../src/core/monitoring/estimated-performance/class-calibration.ts';
import { draws, overconfident, sigmoid } from './made-answers.ts';

test('scores that claim too much are calibrated; scores that are right stay as they are', () => {
  const sure = overconfident(2000, 0, 1);
  expect(fitCalibration({ ...sure, width: 1 }, 7).curves[0]).toBeDefined();
  const { uniform, normal } = draws(2);
  const score = Float64Array.from({ length: 2000 }, () => sigmoid(normal()));
  const label = score.map((p) => Number(uniform() < p));
  const right = fitCalibration({ label, score, width: 1 }, 7);
  expect(right.curves).toEqual([undefined]);
  expect(calibratedScores(right, score)).toEqual(score);
});

test('the same rows and seed give the same curves', () => {
  const answers = { ...overconfident(500, 0, 3), width: 1 };
  expect(fitCalibration(answers, 7)).toEqual(fitCalibration(answers, 7));
});

test('of several classes, each is calibrated alone and rows sum to 1; a row of zeros is as likely to be any', () => {
  const { uniform } = draws(4);
  const rows = Array.from({ length: 900 }, () => [uniform(), uniform(), uniform()].map((u) => u ** 4 + 1e-9));
  const score = rowsThatSumToOne(Float64Array.from(rows.flat()), 3);
  const label = Float64Array.from(rows, (_, row) =>
    uniform() < 0.6
      ? score.subarray(3 * row, 3 * row + 3).indexOf(Math.max(...score.subarray(3 * row, 3 * row + 3)))
      : Math.floor(uniform() * 3),
  );
  const calibration = fitCalibration({ label, score, width: 3 }, 7);
  expect(calibration.curves.filter((curve) => curve !== undefined).length).toBeGreaterThan(0);
  const found = calibratedScores(calibration, score);
  for (let row = 0; row < 900; row += 1)
    expect((found[3 * row] ?? 0) + (found[3 * row + 1] ?? 0) + (found[3 * row + 2] ?? 0)).toBeCloseTo(1, 12);
  expect([...rowsThatSumToOne(Float64Array.of(0, 0, 0, 1, 1, 2), 3)]).toEqual([1 / 3, 1 / 3, 1 / 3, 0.25, 0.25, 0.5]);
});
