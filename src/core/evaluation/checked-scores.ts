import { AvalError } from '../errors.ts';
import type { Evaluation, ScoredModel } from './evaluation.ts';
import { unsoundProbabilities } from './multiclass/unsound-probabilities.ts';

/**
 * Throws `invariant` where a model's scores aren't finite or don't match the rows, and `evidence` where it has other classes than base asks for
 * or its answers are no probabilities. Classes are never taken from the labels that occur.
 */
export function checkScores(who: string, model: ScoredModel, evaluation: Evaluation): void {
  const { gates, rows, devRows } = evaluation;
  const asked = gates.problem.label.classes?.map(String);
  checkClasses(`${gates.model}: the ${who}`, model, asked);
  const width = asked?.length ?? 1;
  const aligned =
    model.scores.length === rows.length * width &&
    (model.devScores === undefined || model.devScores.length === (devRows?.length ?? 0) * width) &&
    (model.trainedOn === undefined || model.trainedOn.length === rows.length);
  if (!aligned || ![model.scores, model.devScores].every((scores) => scores?.every(Number.isFinite) ?? true)) {
    const each = width === 1 ? '' : ` of ${width} classes`;
    throw new AvalError('invariant', {
      rule: 'evaluate.scores',
      message: `the ${who} has ${model.scores.length} scores for ${rows.length} rows${each}, or one that is not a finite number`,
    });
  }
  if (asked === undefined) return;
  const label = new Float64Array(rows.length);
  const unsound = unsoundProbabilities({ label, score: model.scores, classes: width });
  if (unsound === undefined) return;
  throw new AvalError('evidence', {
    rule: 'evaluate.probabilities',
    message: `${gates.model}: the ${who} does not answer with probabilities: ${unsound}`,
    hint: 'A multiclass model answers one probability for each class of label.classes, in that order.',
  });
}

function checkClasses(who: string, { classes }: ScoredModel, asked: readonly string[] | undefined): void {
  if (classes === undefined || asked === undefined) return;
  if (classes.length === asked.length && classes.every((name, k) => name === asked[k])) return;
  const missing = asked.filter((name) => !classes.includes(name));
  const more = classes.filter((name) => !asked.includes(name));
  const how = [
    ...(missing.length > 0 ? [`without ${shown(missing)}`] : []),
    ...(more.length > 0 ? [`with ${shown(more)}`] : []),
  ];
  throw new AvalError('evidence', {
    rule: 'evaluate.classes',
    message: `${who} was trained for other classes than label.classes lists: ${how.length > 0 ? how.join(' and ') : 'the same in another order'}`,
    hint: "Models of different classes can't be compared. Keep label.classes, or give the model a new name.",
  });
}

function shown(names: readonly string[]): string {
  const few = names.slice(0, 5).map((name) => `"${name.slice(0, 80)}"`);
  return names.length > few.length ? `${few.join(', ')} and ${names.length - few.length} more` : few.join(', ');
}
