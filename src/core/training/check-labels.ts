import { AvalError } from '../errors.ts';
import type { TrainingData } from './engine.ts';

type Labels = Pick<TrainingData, 'task' | 'label' | 'classes' | 'weight' | 'query'>;

/**
 * Refuses labels that nothing can be learned from, before any work is done. Throws `evidence`: no rows, a binary label of one class or not 0/1, a class
 * without rows, a label of regression or ranking that is not finite, a relevance below 0 where queries are learned, weights of less than one row together.
 */
export function checkLabels(data: Labels): void {
  const { task, label } = data;
  if (label.length === 0) {
    throw new AvalError('evidence', {
      rule: 'training.rows',
      message: 'there is no labelled row to train on',
      hint: 'Widen the time range or lower the shares of "dev" and "holdout".',
    });
  }
  if (task === 'binary') checkTwoClasses(label);
  else if (task === 'multiclass') checkClasses(label, data.classes ?? []);
  else checkFinite(label);
  if (data.query) checkRelevance(label);
  if (data.weight) checkWeights(data.weight, label.length);
}

function checkTwoClasses(label: Float64Array): void {
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

function checkClasses(label: Float64Array, classes: readonly string[]): void {
  const counts = new Float64Array(classes.length);
  for (const [row, value] of label.entries()) {
    const before = counts[value];
    if (before === undefined) {
      throw new AvalError('invariant', {
        rule: 'training.label',
        message: `row ${row}: a label of ${classes.length} classes is 0 to ${classes.length - 1}, found ${value}`,
      });
    }
    counts[value] = before + 1;
  }
  const absent = classes.filter((_, at) => counts[at] === 0);
  if (absent.length === 0) return;
  const names = absent.slice(0, 5).map(quoted);
  const more = absent.length > names.length ? ` and ${absent.length - names.length} more` : '';
  throw new AvalError('evidence', {
    rule: 'training.classes',
    message: `none of the ${label.length} training rows has the class ${names.join(', ')}${more}: a model can't learn what it never saw. Rows by class: ${rowsByClass(classes, counts)}`,
    hint: 'Widen the time range, lower the shares of "dev" and "holdout", merge rare classes into one in the label column, or take the class off "label.classes".',
  });
}

function rowsByClass(classes: readonly string[], counts: Float64Array): string {
  const few = classes.slice(0, 10).map((name, k) => `${quoted(name)} ${counts[k]}`);
  return classes.length > few.length ? `${few.join(', ')} and ${classes.length - few.length} more` : few.join(', ');
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80));
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

function checkRelevance(label: Float64Array): void {
  const row = label.findIndex((value) => value < 0);
  if (row === -1) return;
  throw new AvalError('evidence', {
    rule: 'training.label',
    message: `row ${row}: the relevance is ${label[row]}, expected 0 or more`,
    hint: 'Mend the label column, or learn the label itself with train.parameters.objective: regression.',
  });
}

function checkWeights(weight: Float64Array, rows: number): void {
  const row = weight.findIndex((value) => !(value > 0 && Number.isFinite(value)));
  if (row !== -1 || weight.length !== rows) {
    throw new AvalError('invariant', {
      rule: 'training.weight',
      message: `${weight.length} weights for ${rows} rows, or one that is no number above 0: ${weight[row]}`,
    });
  }
  const sum = weight.reduce((total, value) => total + value, 0);
  if (sum >= 1 && Number.isFinite(sum)) return;
  throw new AvalError('evidence', {
    rule: 'training.weight',
    message: `the weights of the ${rows} training rows add up to ${sum.toPrecision(3)}, expected at least 1 and no infinity`,
    hint: 'A weight of 2 counts as the row twice; scale the column of data.weight so that its mean is about 1.',
  });
}
