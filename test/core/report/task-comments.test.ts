import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import { renderComment } from '../../../src/core/report/comment.ts';
import { metricTable } from '../../../src/core/report/measurement-tables.ts';
import { verdictText } from '../../../src/core/report/verdict-text.ts';
import { classGates, evaluationOf } from '../evaluation/task-evaluations.ts';
import { classRows } from '../evaluation/task-rows.ts';
import { taskReport } from './task-reports.ts';

test.each(['multiclass', 'regression', 'ranking'] as const)('the comment of a %s model', async (task) => {
  const { report } = taskReport(task);
  const text = renderComment({ models: [report] });
  await expect(`${text}\n${verdictText(report.verdict).join('\n')}\n`).toMatchFileSnapshot(`golden/${task}.md`);
});

test('what the training part alone reaches has a column of its own where another baseline is declared', () => {
  const problem = { ...classGates.problem, baseline: { predict: 'late' } };
  const declared = metricTable(evaluate(evaluationOf({ ...classGates, problem }, classRows(600))), 'production');
  const usual = metricTable(evaluate(evaluationOf(classGates, classRows(600))), 'production');
  expect(declared.head.slice(0, 4)).toEqual(['', 'training mean', 'no model', 'production']);
  expect(usual.head.slice(0, 3)).toEqual(['', 'no model', 'production']);
  expect(declared.rows[0]?.[1]).toBe(usual.rows[0]?.[1]);
});
