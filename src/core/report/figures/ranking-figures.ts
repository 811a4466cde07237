import { normalizedGain } from '../../evaluation/ranking/query-metrics.ts';
import { rankQueries } from '../../evaluation/ranking/ranked-query.ts';
import { countText } from '../number-text.ts';
import { drawnModels, type Figure, type FigureRows } from './figure.ts';
import { drawn, modelColour, namesOf, plot, shareAxis } from './specification.ts';

const ranks = 10;
const bins = 10;

/** How good the first ranks of each query are: all queries, not only their mean. */
export function rankingFigures(rows: FigureRows): readonly (Figure | undefined)[] {
  const { label, query } = rows.scored;
  if (query === undefined || label.length === 0) return [];
  const numbers = Uint32Array.from(query.codes);
  const models = drawnModels(rows);
  const gains = models.map(({ model, score }) => ({
    model,
    gains: rankQueries({ label, score, query: numbers })
      .filter(({ best }) => best.length > 0)
      .map((one) => normalizedGain(one, ranks)),
  }));
  const queries = gains[0]?.gains.length ?? 0;
  const values = gains.flatMap(({ model, gains: own }) =>
    Array.from({ length: bins }, (_, bin) => ({
      model,
      from: drawn(bin / bins),
      to: drawn((bin + 1) / bins),
      share: drawn(own.filter((gain) => Math.min(bins - 1, Math.floor(gain * bins)) === bin).length / queries),
    })),
  );
  const colour = modelColour(models);
  const bars = {
    mark: { type: 'bar', opacity: 0.4, binSpacing: 1 },
    encoding: {
      x: shareAxis('from', `nDCG of the first ${ranks}`),
      x2: { field: 'to' },
      y: {
        field: 'share',
        type: 'quantitative',
        stack: null,
        title: 'share of queries',
        axis: { format: '%', tickCount: 5 },
      },
      y2: { datum: 0 },
      color: colour,
    },
  };
  return [
    {
      name: 'ndcg-by-query',
      title: 'Queries by how well they are ranked',
      caption:
        `${countText(queries)} queries; further right is better. ${pairedText(gains.map(({ gains: own }) => own))}`.trim(),
      legend: namesOf(models),
      specification: plot({ values, layer: [bars] }),
    },
  ];
}

/** How many queries this change ranks better, and how many worse. The champion comes first. */
function pairedText([champion, challenger]: readonly (readonly number[])[]): string {
  if (champion === undefined || challenger === undefined) return '';
  const changes = challenger.map((gain, i) => gain - (champion[i] ?? Number.NaN));
  const count = (is: (change: number) => boolean) => countText(changes.filter(is).length);
  return `This change ranks ${count((change) => change > 0)} better, ${count((change) => change < 0)} worse.`;
}
