import { isDefined } from '../../evaluation/estimate.ts';
import type { ExplainedChange } from '../../explanation/explain-change.ts';
import type { Dependence, Explanation, FeatureSize } from '../../explanation/explanation.ts';
import { sizeTitle } from '../explanation-notes.ts';
import { countText, levelText } from '../number-text.ts';
import type { Figure, Specification } from './figure.ts';
import {
  drawn,
  intervals,
  modelColour,
  type NamedInterval,
  nameAxis,
  namesOf,
  numberAxis,
  plot,
} from './specification.ts';

const mostFeatures = 15;

/** The mean size of each feature's attributions, and how answers move with the leading features. */
export function explanationFigures(explanation: Explanation): readonly Figure[] {
  return [sizesFigure(explanation), ...explanation.dependence.flatMap((one) => dependenceFigure(one, explanation))];
}

function sizesFigure({ sizes, alpha, rows, provenance }: Explanation): Figure {
  const values = sizes.slice(0, mostFeatures).flatMap(({ feature, size }) => intervalOf(feature, size));
  const beyond = sizes.length - values.length;
  return {
    name: 'attributions',
    title: 'What the model leans on',
    caption: `Mean size of each feature's attributions over ${countText(rows)} dev rows, with ${levelText(alpha)} intervals.`,
    specification: intervals(values, sizeTitle(provenance), [{ at: 0, style: 'reference' }]),
    ...(beyond > 0 && { leftOut: `${beyond} smaller features` }),
  };
}

function intervalOf(part: string, size: FeatureSize['size']): readonly NamedInterval[] {
  if (!isDefined(size)) return [];
  return [{ part, value: drawn(size.value), low: drawn(size.low), high: drawn(size.high) }];
}

/** The output whose mean moves most is drawn; others are in the numbers. */
function dependenceFigure({ feature, points }: Dependence, { classes, alpha }: Explanation): readonly Figure[] {
  const outputs = points[0]?.means.length ?? 0;
  const moves = Array.from({ length: outputs }, (_, output) => {
    const values = points.map(({ means }) => meanOf(means[output]));
    return Math.max(...values) - Math.min(...values);
  });
  const output = moves.indexOf(Math.max(...moves));
  const values = points.flatMap(({ value, means }) => {
    const mean = means[output];
    if (mean === undefined || !isDefined(mean)) return [];
    return [{ at: value, part: String(value), value: drawn(mean.value), low: drawn(mean.low), high: drawn(mean.high) }];
  });
  if (values.length === 0) return [];
  const answer = classes?.[output] === undefined ? 'mean answer' : `mean probability of ${classes[output]}`;
  const numbers = values.every(({ at }) => typeof at === 'number');
  return [
    {
      name: `dependence-${feature}`,
      title: `Answers by ${feature}`,
      caption: `Partial dependence: the ${answer} if every dev row had this value, with ${levelText(alpha)} intervals. Where features are correlated, some of these rows could not exist.`,
      specification: numbers ? curve(values, answer) : intervals(values, answer, []),
    },
  ];
}

const meanOf = (estimate: Explanation['dependence'][number]['points'][number]['means'][number] | undefined): number =>
  estimate !== undefined && isDefined(estimate) ? estimate.value : 0;

function curve(values: readonly object[], answer: string): Specification {
  const x = numberAxis('at', 'value');
  const y = numberAxis('value', answer);
  return plot({
    values,
    layer: [
      { mark: { type: 'area', opacity: 0.18 }, encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } } },
      { mark: { type: 'line', point: { filled: true, size: 30 } }, encoding: { x, y } },
    ],
  });
}

/** Both models' shares of all attributions, feature by feature; a first version's alone. */
export function changeFigure({ features, rows }: ExplainedChange, champion: string): Figure {
  const models = [{ model: champion }, { model: 'this change' }];
  const shown = features.slice(0, mostFeatures);
  const values = shown.flatMap(({ feature, challenger, champion: before }) => [
    ...(before ? [{ feature, model: champion, share: drawn(before.share) }] : []),
    ...(challenger ? [{ feature, model: 'this change', share: drawn(challenger.share) }] : []),
  ]);
  const compared = features.some(({ champion: before }) => before !== undefined);
  const named = compared ? models : models.slice(1);
  const y = nameAxis(
    'feature',
    shown.map(({ feature }) => feature),
  );
  const x = numberAxis('share', 'share of all attributions');
  const beyond = features.length - shown.length;
  return {
    name: 'attributions',
    title: 'What the models lean on',
    caption: `Each feature's share of all attributions, over ${countText(rows)} dev rows.`,
    legend: namesOf(named),
    specification: plot({
      values,
      layer: [
        { mark: { type: 'point', filled: true, size: 60, opacity: 1 }, encoding: { y, x, color: modelColour(named) } },
      ],
      height: 70 + 24 * shown.length,
    }),
    ...(beyond > 0 && { leftOut: `${beyond} smaller features` }),
  };
}
