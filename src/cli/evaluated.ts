import { AvalError } from '../core/errors.ts';
import type { Outcome } from '../core/gate/verdict.ts';
import { type EvaluatedModel, evaluateModel } from '../engines/workspace/evaluate-model.ts';
import { selectModels } from '../engines/workspace/select-models.ts';
import type { CommandContext, CommandOutcome, Invocation } from './command.ts';
import { openSession, type Session } from './session.ts';

export interface EvaluatedSession extends Session {
  readonly models: readonly EvaluatedModel[];
}

/** What evaluate, compare and gate share: the models asked for, trained where needed and held against production. */
export async function evaluateAsked(invocation: Invocation, context: CommandContext): Promise<EvaluatedSession> {
  const session = await openSession(invocation, context);
  const selected = await selectModels(session.workspace, invocation.arguments);
  const tier = await askHoldout(
    selected.map(({ model }) => model.name),
    invocation,
    context,
  );
  const models: EvaluatedModel[] = [];
  for (const { model } of selected) {
    models.push(
      await evaluateModel(session.workspace, model.name, {
        tier,
        frames: session.frames,
        progress: context.progress,
        signal: context.signal,
        log: (line) => context.note(`  ${line}`),
      }),
    );
  }
  return { ...session, models };
}

/** The tier asked for; the holdout only after a person said so. Throws `usage` when nobody did. */
export async function askHoldout(
  models: readonly string[],
  invocation: Invocation,
  context: CommandContext,
): Promise<'dev' | 'holdout'> {
  if (invocation.options['holdout'] !== true) return 'dev';
  if (models.length === 0 || invocation.options['yes'] === true) return 'holdout';
  const answer = await context.ask(`This spends a use of the holdout of ${models.join(', ')}. Go on?`);
  if (answer === true) return 'holdout';
  throw new AvalError('usage', {
    rule: 'cli.holdout',
    message: answer === undefined ? 'the holdout is not used without being asked for' : 'the holdout was not used',
    hint: answer === undefined ? 'Add --yes to spend one of its uses.' : 'Nothing was spent.',
  });
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
