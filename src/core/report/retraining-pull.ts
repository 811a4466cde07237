import { pathOf } from '../definitions/place.ts';
import type { SourceLock } from '../definitions/schema/source.ts';
import { featureRef } from '../definitions/schema/values.ts';
import type { RetrainingDecision } from '../monitoring/decide-retraining.ts';
import { lossText, retrainingSentence, retrainingTitle } from '../monitoring/evidence-text.ts';
import { code, escapeMarkdown } from './escape.ts';
import { movedMarkdown, togetherMarkdown } from './moved-markdown.ts';

export interface RetrainingPull {
  readonly model: string;
  /** What runs, and drifted. */
  readonly version: string;
  readonly decision: RetrainingDecision;
  readonly locks: readonly SourceLock[];
  /** Someone else wrote to the branch, so it does not follow the windows any more. */
  readonly taken: boolean;
}

/** One line of plain text. A title is no Markdown, and GitHub acts on some of what merges say: names that can't be a feature's are not repeated. */
export function retrainingPullTitle({ model, decision }: RetrainingPull): string {
  const moved = decision.moved.map((one) => (isFeature(one.name) ? one : { ...one, name: 'a column' }));
  return retrainingTitle(model, { ...decision, moved });
}

const isFeature = (name: string): boolean => name === 'prediction' || featureRef.safeParse(name).success;

/** The body of a retraining pull request. Everything that the evidence says is escaped. */
export function retrainingPullBody(pull: RetrainingPull): string {
  const { model, version, decision, taken } = pull;
  const running = `${escapeMarkdown(model)} ${escapeMarkdown(version)}`;
  const sentence = escapeMarkdown(retrainingSentence(decision));
  if (decision.decision !== 'retrain')
    return [
      `The newest windows of **${running}** no longer ask for this: ${sentence}`,
      'Whether to merge or to close it is left to people.',
    ].join('\n\n');
  const moves = pull.locks.map((lock) => moveText(lock)).join(', ');
  return [
    `**${running}** ${decision.metric === undefined ? 'is asked other things than it was trained on' : 'answers worse than at training'}. ${sentence}`,
    ...movedMarkdown(decision.moved),
    ...togetherMarkdown(decision.together),
    ...lossesMarkdown(decision.losses),
    taken
      ? `Someone else wrote to this branch, so it stays as they left it. By now it would move ${moves}.`
      : `This change moves ${moves}; the usual gate decides below.`,
    'Closing it without merging snoozes this alarm until enough new windows drift, or the data reach a whole window further.',
  ].join('\n\n');
}

function lossesMarkdown(losses: RetrainingDecision['losses']): readonly string[] {
  if (losses.length === 0) return [];
  return [
    'In these windows, against training:',
    losses.map((loss) => `- ${escapeMarkdown(lossText(loss))}`).join('\n'),
  ];
}

function moveText({ source, until }: SourceLock): string {
  const path = code(pathOf('SourceLock', source));
  return until === undefined ? path : `${path} to ${until.slice(0, 10)}`;
}
