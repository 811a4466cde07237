import { normalQuantile } from '../../comparison/normal.ts';
import { wilsonInterval } from '../../comparison/wilson.ts';
import { levelText } from '../number-text.ts';
import type { Figure, FigureRows } from './figure.ts';
import { drawn, modelColour, nameAxis, namesOf, plot, shareAxis } from './specification.ts';

/** A share of one model's rows in one part. */
export interface PartShare {
  readonly model: string;
  readonly part: string;
  readonly of: number;
  readonly n: number;
}

/** Shares with Wilson's intervals, part by part, both models beside each other. Parts without rows are left out. */
export function sharesByPart(
  { settings }: FigureRows,
  shares: readonly PartShare[],
  words: Pick<Figure, 'name' | 'title' | 'caption'> & { readonly axis: string },
): Figure | undefined {
  const known = shares.filter(({ n }) => n > 0);
  if (known.length === 0) return undefined;
  const z = normalQuantile(1 - settings.alpha);
  const values = known.map(({ model, part, of, n }) => {
    const { low, high } = wilsonInterval(of, n, z);
    return { model, part, share: drawn(of / n), low: drawn(low), high: drawn(high) };
  });
  const parts = [...new Set(known.map(({ part }) => part))];
  const models = [...new Set(known.map(({ model }) => model))].map((model) => ({ model }));
  const x = shareAxis('share', words.axis);
  const placed = {
    y: nameAxis('part', parts),
    yOffset: { field: 'model', type: 'nominal', sort: namesOf(models) },
    color: modelColour(models),
  };
  const layer = [
    {
      mark: { type: 'rule', strokeWidth: 2 },
      encoding: { ...placed, x: { ...x, field: 'low' }, x2: { field: 'high' } },
    },
    { mark: { type: 'point', filled: true, size: 45, opacity: 1 }, encoding: { ...placed, x } },
  ];
  const { axis: _, caption, ...named } = words;
  return {
    ...named,
    caption: `${caption} With ${levelText(settings.alpha)} intervals.`,
    legend: namesOf(models),
    specification: plot({ values, layer, height: 60 + parts.length * (10 + 14 * models.length) }),
  };
}
