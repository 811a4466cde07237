import type { Scale } from './methods.ts';

/** The scale of what a model answers, for methods that only ask it. */
export function scaleOfAnswers(task: string): Scale {
  return task === 'binary' || task === 'multiclass' ? 'probability' : 'value';
}
