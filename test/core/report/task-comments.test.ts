import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import { renderComment } from '../../../src/core/report/comment.ts';
import { verdictText } from '../../../src/core/report/verdict-text.ts';
import { classGates, evaluationOf, rankingGates } from '../evaluation/task-evaluations.ts';
import { classRows, rankedRows } from '../evaluation/task-rows.ts';

test.each([
  ['multiclass', evaluationOf(classGates, classRows(600))],
  ['ranking', evaluationOf(rankingGates, rankedRows(80))],
])('the comment of a %s model', async (name, evaluation) => {
  const { gates, project } = evaluation;
  const evidence = evaluate(evaluation);
  const verdict = judge(evidence, gates, project, { firstVersion: false });
  const changes = ['models/lateness/model.yaml:9 features: flight:before_min added'];
  const shown = { ...evidence, policy: digestOf('policy') }; // no new key of a definition changes this page
  const text = renderComment({ models: [{ verdict, evidence: shown, environment: 'production', changes }] });
  await expect(`${text}\n${verdictText(verdict).join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.md`);
});
