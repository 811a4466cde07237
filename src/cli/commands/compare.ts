import { renderComment } from '../../core/report/comment.ts';
import type { ModelReport } from '../../core/report/comment-input.ts';
import { changesByModel } from '../../engines/workspace/changes.ts';
import type { Run } from '../command.ts';
import { evaluateAsked, overall } from '../evaluated.ts';
import { reportFile, writeReport } from '../write-report.ts';

/** `aval compare [models...]`: the very Markdown that the pull request shows. Its exit code judges nothing: that is the gate's. */
export const run: Run = async (invocation, context) => {
  const report = await reportFile(invocation, context);
  const session = await evaluateAsked(invocation, context);
  if (report !== undefined) await writeReport(session, report, context);
  const changes = await changesByModel(session.workspace);
  const reports: ModelReport[] = session.models.map(({ verdict, evidence, environment, introduced }) => ({
    verdict,
    evidence,
    environment,
    introduced,
    changes: changes.get(evidence.model) ?? [],
  }));
  const markdown = renderComment({ models: reports });
  const data = { verdict: overall(session.models), markdown, ...(report && { report }) };
  return { outcome: 'ok', data, text: () => markdown };
};
