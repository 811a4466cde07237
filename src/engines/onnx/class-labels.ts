import { AvalError } from '../../core/errors.ts';
import type { ModelSummary } from './model-summary.ts';

/**
 * Holds the labels that a model names against the classes of its definition. A program is given their places, 0, 1, 2, ...; names will do too.
 * Classifiers of fewer classes may be parts of one. Throws `evidence` for other labels, and for another order.
 */
export function checkClassLabels({ classLabels }: Pick<ModelSummary, 'classLabels'>, classes: readonly string[]): void {
  const whole = classLabels.filter((labels) => labels.length === classes.length);
  for (const labels of whole) {
    const places = labels.every((label, at) => label === String(at));
    const names = labels.every((label, at) => label === classes[at]?.slice(0, 300));
    if (!places && !names) throw otherClasses(labels, classes);
  }
}

function otherClasses(labels: readonly string[], classes: readonly string[]): AvalError {
  return new AvalError('evidence', {
    rule: 'onnx.classes',
    message: `the ONNX model answers for the classes ${shown(labels)}, in this order; the definition lists ${shown(classes)}`,
    hint: 'Train on the integers of the label column as they are: class 0 is the first of problem.label.classes.',
  });
}

const mostShown = 10;

function shown(labels: readonly string[]): string {
  const texts = labels.slice(0, mostShown).map((label) => JSON.stringify(label.slice(0, 40)));
  return `${texts.join(', ')}${labels.length > mostShown ? ', …' : ''}`;
}
