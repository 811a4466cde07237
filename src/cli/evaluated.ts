import { AvalError } from '../core/errors.ts';
import type { AlsoMeasure } from '../core/evaluation/package-measures.ts';
import type { Outcome } from '../core/gate/verdict.ts';
import {
  type AskedRows,
  type EvaluatedModel,
  type EvaluationSettings,
  evaluateModel,
} from '../engines/workspace/evaluate-model.ts';
import type { ConfirmUse } from '../engines/workspace/local-ledger.ts';
import { selectModels } from '../engines/workspace/select-models.ts';
import type { CommandContext, CommandOutcome, Invocation } from './command.ts';
import { openSession, type Session } from './session.ts';

export interface EvaluatedSession extends Session {
  readonly models: readonly EvaluatedModel[];
}

/** What evaluate, compare and gate share: the models asked for, trained where needed and held against production. */
export async function evaluateAsked(
  invocation: Invocation,
  context: CommandContext,
  also?: AlsoMeasure,
): Promise<EvaluatedSession> {
  const session = await openSession(invocation, context);
  const asked = askedRows(invocation, context, 'dev');
  const models: EvaluatedModel[] = [];
  for (const { model } of await selectModels(session.workspace, invocation.arguments)) {
    const settings = { ...settingsOf(session, context, asked), ...(also && { also }) };
    models.push(await evaluateModel(session.workspace, model.name, settings));
  }
  return { ...session, models };
}

/** What an evaluation needs beside the rows, from this session. */
export function settingsOf({ frames }: Session, context: CommandContext, asked: AskedRows): EvaluationSettings {
  const { progress, signal, note } = context;
  return { asked, frames, progress, signal, log: (line) => note(`  ${line}`) };
}

/** `--holdout` asks before it spends a use; without it these rows. Throws `usage` when nobody agrees: nothing is spent. */
export function askedRows(invocation: Invocation, context: CommandContext, otherwise: 'dev' | 'strongest'): AskedRows {
  if (invocation.options['holdout'] !== true) return { tier: otherwise };
  return { tier: 'holdout', confirm: agreedUse(invocation, context) };
}

/** Asks before a use is spent. Throws `usage` when nobody agrees: nothing is spent. */
export function agreedUse(invocation: Invocation, context: CommandContext): ConfirmUse {
  return async (use) => {
    if (invocation.options['yes'] === true) return;
    const answer = await context.ask(`${use}. Go on?`);
    if (answer === true) return;
    throw new AvalError('usage', {
      rule: 'cli.holdout',
      message: answer === undefined ? `this would be a counted look: ${use}` : 'the holdout was not used',
      hint: answer === undefined ? 'Add --yes to spend it.' : 'Nothing was spent.',
    });
  };
}

const order: readonly Outcome[] = ['fail', 'waiting', 'inconclusive'];

/** The worst outcome; nothing to judge is no failure. */
export function overall(models: readonly Pick<EvaluatedModel, 'verdict'>[]): CommandOutcome {
  for (const outcome of order) {
    if (models.some(({ verdict }) => verdict.outcome === outcome)) return outcome as CommandOutcome; // `order` holds only these
  }
  return 'ok';
}

export const nothingToJudge = 'Every model is released as it is defined; there is nothing to judge.';
