import { verdictText } from '../../core/report/verdict-text.ts';
import type { Run } from '../command.ts';
import { evaluateAsked, nothingToJudge, overall } from '../evaluated.ts';

/** `aval gate [models...]`: the verdict and its rules. Exit code 0 only when every model passes. */
export const run: Run = async (invocation, context) => {
  const { models } = await evaluateAsked(invocation, context);
  return {
    outcome: overall(models),
    data: {
      models: models.map(({ verdict, evidence }) => ({
        model: evidence.model,
        tier: evidence.tier,
        level: evidence.level,
        verdict,
      })),
    },
    text: () =>
      models.length === 0 ? nothingToJudge : models.flatMap(({ verdict }) => verdictText(verdict)).join('\n'),
  };
};
