import { AvalError } from '../errors.ts';
import type { TrainingData } from './engine.ts';

/**
 * Refuses labels that nothing can be learned from, before any work is done. Throws `evidence`: no rows, a binary label
 * of one class or not 0/1, a regression label that is not finite.
 */
export function checkLabels({ task, label }: Pick<TrainingData, 'task' | 'label'>): void {
  if (label.length === 0) {
    throw new AvalError('evidence', {
      rule: 'training.rows',
      message: 'there is no labelled row to train on',
      hint: 'Widen the time range or lower the shares of "dev" and "holdout".',
    });
  }
  if (task === 'binary') checkClasses(label);
  else checkFinite(label);
}

function checkClasses(label: Float64Array): void {
  let positives = 0;
  for (const [row, value] of label.entries()) {
    if (value !== 0 && value !== 1) {
      throw new AvalError('invariant', {
        rule: 'training.label',
        message: `row ${row}: a binary label is 0 or 1, found ${value}`,
      });
    }
    positives += value;
  }
  if (positives > 0 && positives < label.length) return;
  throw new AvalError('evidence', {
    rule: 'training.classes',
    message: `all ${label.length} training rows are ${positives > 0 ? 'positive' : 'negative'}: there is nothing to tell apart`,
    hint: 'Check "label.positive" (or "label.above") in gates.yaml, and the rows of the training part.',
  });
}

function checkFinite(label: Float64Array): void {
  const row = label.findIndex((value) => !Number.isFinite(value));
  if (row === -1) return;
  throw new AvalError('evidence', {
    rule: 'training.label',
    message: `row ${row}: the label is ${label[row]}, expected a finite number`,
    hint: 'Mend the label column or leave those rows out of the spine.',
  });
}
