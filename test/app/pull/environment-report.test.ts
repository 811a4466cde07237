import { expect, test } from 'vitest';
import { environmentReport } from '../../../app/pull/environment-report.ts';
import { renderComment } from '../../../src/core/report/comment.ts';
import { creditGates, evidence, lending } from '../../core/gate/sample-evidence.ts';
import { promoted, released } from './sample-observed.ts';

test('a promotion to staging is shown beside what its evidence was compared with: the version in production', () => {
  const gates = [{ metric: 'roc_auc', rule: 'atLeast', threshold: 0.5, why: 'The board asks.' }];
  const project = lending({ environments: [{ name: 'staging', require: { gates } }, { name: 'production' }] });
  const change = promoted({ environment: 'staging', gates: creditGates() });
  const known = new Map([[released('1.4.0').record.evidence as string, evidence()]]);
  const report = environmentReport(change, { project }, [], { evidence: known, now: 1_800_000_000 });
  expect(report.verdict.title).toBe('credit-risk 1.4.0 in staging');
  const comment = renderComment({ models: [report] });
  expect(comment).toContain('| | production 1.3.0 | this change |');
  expect(comment).not.toContain('staging 1.3.0');
});
