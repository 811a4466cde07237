import { type Confusions, mostClasses } from './confusions.ts';
import type { Figure } from './figure.ts';
import { drawn, nameAxis, plot } from './specification.ts';

/** A model's confusion matrix: of each class, how its rows were named. Undefined where classes are too many to be read. */
export function confusionFigure(
  { model, matrix }: Confusions,
  classes: readonly string[],
  number: number,
): Figure | undefined {
  if (classes.length > mostClasses) return undefined;
  const values = matrix.flatMap((line, truth) => {
    const rows = line.reduce((sum, n) => sum + n, 0);
    return Array.from(line, (n, named) => ({
      actual: classes[truth] ?? '',
      predicted: classes[named] ?? '',
      share: rows > 0 ? drawn(n / rows) : 0,
      percent: rows > 0 ? `${Math.round((100 * n) / rows)}` : '',
    }));
  });
  const placed = {
    x: {
      ...nameAxis('predicted', classes),
      title: 'predicted',
      axis: { labelAngle: -40, labelLimit: 70, grid: false },
    },
    y: { ...nameAxis('actual', classes), title: 'actual', axis: { labelLimit: 70, grid: false } },
  };
  const opacity = {
    field: 'share',
    type: 'quantitative',
    scale: { domain: [0, 1], range: [0.03, 0.85] },
    legend: null,
  };
  const layer = [
    { mark: { type: 'rect', style: number === 0 ? 'challenger' : 'champion' }, encoding: { ...placed, opacity } },
    { mark: { type: 'text', style: 'count' }, encoding: { ...placed, text: { field: 'percent' } } },
  ];
  return {
    name: `confusion-${number + 1}`,
    title: `Confusion matrix, ${model}`,
    caption: 'Of the rows of each class (line), how many in a hundred were named what (column).',
    specification: plot({ values, layer, height: 110 + 24 * classes.length }),
  };
}
