import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Claim, claimsOf } from '../../core/comparison/claims.ts';
import { pathOf } from '../../core/definitions/place.ts';
import { AvalError } from '../../core/errors.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import type { RuleVerdict, VerdictNode } from '../../core/gate/verdict.ts';
import { whatWouldChange } from '../../core/gate/what-would-change.ts';
import { conditionText } from '../../core/report/condition-text.ts';
import { explanationText } from '../../core/report/explanation-text.ts';
import { countText, levelText } from '../../core/report/number-text.ts';
import { rulesOf } from '../../core/report/outcome-text.ts';
import { secondOpinionsText } from '../../core/report/second-opinions-text.ts';
import { type EvaluatedModel, evaluateModel } from '../../engines/workspace/evaluate-model.ts';
import { namedModels } from '../../engines/workspace/select-models.ts';
import { type WhatIf, whatIf } from '../../engines/workspace/what-if.ts';
import type { Workspace } from '../../engines/workspace/workspace.ts';
import { askedCondition } from '../asked-condition.ts';
import { type CommandContext, type Invocation, type Run, textOption } from '../command.ts';
import { askedRows, overall, settingsOf } from '../evaluated.ts';
import { openSession } from '../session.ts';
import type { Paint } from '../terminal/paint.ts';

/** `aval explain-verdict <model>`: what each rule saw, and what would change the result; with another policy or alpha, what that would say; and what a condition of ease.ml/ci would. */
export const run: Run = async (invocation, context) => {
  const other = await otherPolicy(invocation, context);
  const ask = askedCondition(invocation);
  const session = await openSession(invocation, context);
  const [model = ''] = namedModels(session.workspace, invocation.arguments);
  const settings = settingsOf(session, context, askedRows(invocation, context, 'dev'));
  const now = await evaluateModel(session.workspace, model, settings);
  const condition = await ask?.(now);
  const then = other && (await evaluateModel(await policyOf(session.workspace, model, other), model, settings));
  return {
    outcome: overall([now]),
    data: { model, ...explained(now), ...(then && { whatIf: explained(then) }), ...(condition && { condition }) },
    text: (paint) =>
      [
        text(now, paint),
        ...(condition ? ['', ...conditionText(condition)] : []),
        ...(then ? ['', paint('bold', titleOf(invocation)), text(then, paint)] : []),
      ].join('\n'),
  };
};

/** `file`: the gates.yaml that was named. */
type OtherPolicy = WhatIf & { readonly file?: string };

/** The workspace under that policy. What is wrong with it is told of the file that was named, not of the one whose place it takes. */
async function policyOf(workspace: Workspace, model: string, { file, ...other }: OtherPolicy): Promise<Workspace> {
  try {
    return await whatIf(workspace, model, other);
  } catch (error) {
    if (!(error instanceof AvalError) || file === undefined) throw error;
    const faults = error.faults.map((fault) =>
      fault.location?.file === pathOf('Gates', model) ? { ...fault, location: { ...fault.location, file } } : fault,
    );
    throw new AvalError(error.class, faults, { cause: error });
  }
}

/** `--policy` and `--alpha`. Undefined where neither is given. Throws `usage` where it would look at the holdout once more. */
async function otherPolicy(invocation: Invocation, { folder }: CommandContext): Promise<OtherPolicy | undefined> {
  const [file, level] = [textOption(invocation, 'policy'), textOption(invocation, 'alpha')];
  if (file === undefined && level === undefined) return undefined;
  if (invocation.options['holdout'] === true) {
    throw new AvalError('usage', {
      rule: 'cli.whatIf',
      message: 'another policy is another question: on the holdout it would spend a use',
      hint: 'Leave --holdout out: on the dev rows questions are free.',
    });
  }
  return {
    ...(file !== undefined && { gates: await readPolicy(resolve(folder, file), file), file }),
    ...(level !== undefined && { alpha: parseAlpha(level) }),
  };
}

async function readPolicy(path: string, shown: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const hint = 'Give the path of a gates.yaml.';
    throw new AvalError('usage', { rule: 'cli.policy', message: `can't read the policy "${shown}"`, hint }, { cause });
  }
}

function parseAlpha(level: string): number {
  const alpha = Number(level);
  if (alpha > 0 && alpha < 0.5) return alpha;
  const message = `--alpha: expected a number above 0 and below 0.5, found "${level}"`;
  throw new AvalError('usage', { rule: 'cli.alpha', message });
}

interface Explained {
  readonly tier: Evidence['tier'];
  readonly rows: number;
  readonly alpha: number;
  readonly verdict: VerdictNode;
  readonly changes: readonly unknown[];
  readonly opinions: readonly unknown[];
  readonly claims: readonly Claim[];
}

function explained({ verdict, evidence }: EvaluatedModel): Explained {
  return {
    tier: evidence.tier,
    rows: evidence.rows.evaluated,
    alpha: evidence.alpha,
    verdict,
    changes: rulesOf(verdict).flatMap(changeOf),
    opinions: evidence.measurements.flatMap(({ quantity, secondTests, guaranteed }) =>
      secondTests === undefined ? [] : [{ quantity, secondTests, ...(guaranteed && { guaranteed }) }],
    ),
    claims: claimsOf(evidence.measurements),
  };
}

function changeOf(rule: RuleVerdict): readonly unknown[] {
  const change = whatWouldChange(rule);
  return change === undefined ? [] : [{ title: rule.title, ...change }];
}

function text({ verdict, evidence }: EvaluatedModel, paint: Paint): string {
  const { tier, rows, alpha } = evidence;
  const on = `${countText(rows.evaluated)} ${tier} rows, intervals of ${levelText(alpha)}`;
  const opinions = secondOpinionsText(evidence);
  return [paint('dim', on), ...explanationText(verdict), ...(opinions.length > 0 ? ['', ...opinions] : [])].join('\n');
}

function titleOf(invocation: Invocation): string {
  const [file, level] = [textOption(invocation, 'policy'), textOption(invocation, 'alpha')];
  const parts = [file !== undefined && `the policy ${file}`, level !== undefined && `alpha ${level}`];
  return `With ${parts.filter((part) => typeof part === 'string').join(' and ')}:`;
}
