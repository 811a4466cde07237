import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelReport as inTheAction } from '../../actions/model-report.ts';
import { changeOf } from '../../app/pull/change.ts';
import { modelReport as inTheApp } from '../../app/pull/verdicts.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { openWorkspace } from '../../src/engines/workspace/workspace.ts';
import { standing } from '../app/pull/sample-observed.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { avalJson, edit, templateRepository } from './aval.ts';

/** Every kind of rule, so that no form of one is judged in one place only. */
const rules = `  - any:
      - {metric: log_loss, rule: superior, why: Scores are prices.}
      - all:
          - {metric: recall, rule: atLeast, threshold: 0.5, alpha: 0.01, why: Losses are found.}
          - {metric: accuracy, rule: atLeast, threshold: 0.5, minimumRows: 5000, why: On enough rows.}
        why: Both, or the other.
    why: Either is enough.
  - none: [{metric: selection_rate, rule: atLeast, threshold: 0.9, why: Declining all is no business.}]
    why: What must not be.
  - {metric: negative_rate, contrast: age, rule: fourFifths, severity: warn, why: Impact ratios.}
  - {metric: recall, slice: {group: age}, rule: atLeast, threshold: 0.001, severity: warn, why: It finds some of each.}
  - {rule: sizeAtMost, size: 1MB, why: It is served at the edge.}
  - {rule: latencyAtMost, latency: 50ms, why: The teller waits.}
  - {rule: latencyNotWorse, quantile: p50, margin: 50%, why: Not slower than it is.}
  - {rule: rowsPerSecondAtLeast, rows: 10, why: The night job has an hour.}
  - {rule: importanceAtMost, share: 0.9, why: A feature that says it all has seen the label.}
  - {rule: noNewDominantFeature, share: 0.9, why: What leads is looked at by a person.}
  - {preset: model-risk, margin: 2%}
  - {preset: mlflow-thresholds, metric: roc_auc, threshold: 0.6, why: As before.}
whenInconclusive: {approve: {count: 1, from: [mei]}}
`;
const model = 'credit-risk';

let repository: TemporaryRepository;
let base: string;
beforeAll(async () => {
  repository = await templateRepository();
  appendFileSync(join(repository.root, `models/${model}/gates.yaml`), rules);
  base = repository.commit('Every rule');
  repository.git('switch', '-qc', 'change');
  edit(repository, `models/${model}/model.yaml`, 'applicant:housing]', 'applicant:housing, applicant:age]');
}, 120_000);
afterAll(() => repository[Symbol.dispose]());

test('the command line, the action and the App say the same of the same evidence, byte for byte', async () => {
  const head = repository.commit('A feature more');
  const gate = await avalJson(repository.root, 'gate', model, '--base', base);
  const [onTheLaptop] = gate['models'] as [{ verdict: unknown }];
  const evaluated = await avalJson(repository.root, 'evaluate', model, '--base', base);
  const [{ evidence }] = evaluated['models'] as [{ evidence: Evidence }];

  const workspace = await openWorkspace(repository.root, { base });
  const action = await inTheAction(workspace, model, evidence, []);

  const change = await changeOf(await openRepository(repository.root), parseSha(base), parseSha(head));
  if (change.kind !== 'planned') throw new Error(change.kind);
  const changed = change.models.find(({ plan }) => plan.model === model);
  if (changed === undefined) throw new Error('the change reaches no model');
  const app = inTheApp(changed, { kind: 'answered', use: standing.open.use, evidence }, undefined, 'production');

  const bytes = JSON.stringify(onTheLaptop.verdict);
  expect(bytes).toContain('"kind":"any"');
  // What was timed once is told again: the same question is not timed twice.
  expect(evidence.operational?.measures.map(({ measure }) => measure)).toEqual([
    'latency_p99',
    'latency_p50',
    'rows_per_second',
  ]);
  expect(evidence.importance?.features.length).toBeGreaterThan(1);
  expect(JSON.stringify(action.verdict)).toBe(bytes);
  expect(JSON.stringify(app?.verdict)).toBe(bytes);
}, 120_000);
