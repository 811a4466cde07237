import type { Specification } from './figure.ts';

/** Pixels of a whole plot, axes and legend included: what a phone shows without scrolling. */
const plotWidth = 344;

type Encoding = Readonly<Record<string, unknown>>;

export interface Plot {
  readonly values: readonly object[];
  readonly layer: readonly Specification[];
  /** Pixels, axes and legend included. */
  readonly height?: number;
}

/** Layers over the same data, as wide as every other plot. */
export function plot({ values, layer, height = 270 }: Plot): Specification {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: plotWidth,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    data: { values },
    layer,
  };
}

interface Named {
  readonly model: string;
}

/** The colour of a model: the first of a theme's is this change's, in every plot. */
export function modelColour(models: readonly Named[]): Encoding {
  return {
    field: 'model',
    type: 'nominal',
    scale: { domain: namesOf(models) },
  };
}

/** The champion's line is dashed: nobody needs to tell colours apart. */
export function modelDash(models: readonly Named[]): Encoding {
  const domain = namesOf(models);
  const range = [
    [1, 0],
    [5, 3],
  ].slice(0, domain.length);
  return { field: 'model', type: 'nominal', scale: { domain, range } };
}

/** This change first, as in a legend. */
export function namesOf(models: readonly Named[]): readonly string[] {
  return models.map(({ model }) => model).reverse();
}

/** Of shares, 0 to 1. */
export function shareAxis(field: string, title: string): Encoding {
  const scale = { domain: [0, 1], nice: false };
  return { field, type: 'quantitative', title, scale, axis: { format: '.1~f', tickCount: 5 } };
}

/** Of numbers, from the least to the greatest. */
export function numberAxis(field: string, title: string): Encoding {
  return {
    field,
    type: 'quantitative',
    title,
    scale: { zero: false, padding: 8 },
    axis: { tickCount: 5, format: ',~r' },
  };
}

/** One row for each name, in the order given. */
export function nameAxis(field: string, sort: readonly string[]): Encoding {
  return { field, type: 'nominal', title: null, sort, axis: { labelLimit: 150, grid: false } };
}

/** A line from corner to corner: where chance, or perfect calibration, would be. */
export function diagonal(
  from: number,
  to: number,
  axes: { readonly x: Encoding; readonly y: Encoding },
): Specification {
  return {
    data: { values: [from, to].map((at) => ({ at })) },
    mark: { type: 'line', style: 'reference' },
    encoding: { x: { ...axes.x, field: 'at' }, y: { ...axes.y, field: 'at' } },
  };
}

export interface NamedInterval {
  readonly part: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A forest plot: an interval for each part, one under the other, beside lines that matter. */
export function intervals(
  values: readonly NamedInterval[],
  title: string,
  lines: readonly { readonly at: number; readonly style: 'reference' | 'limit' }[],
): Specification {
  const x = numberAxis('value', title);
  const y = nameAxis(
    'part',
    values.map(({ part }) => part),
  );
  const layer = [
    ...lines.map(({ at, style }) => ruleAt('x', at, style)),
    { mark: { type: 'rule', strokeWidth: 2 }, encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } } },
    { mark: { type: 'point', filled: true, size: 60, opacity: 1 }, encoding: { y, x } },
  ];
  return plot({ values, layer, height: 70 + 28 * values.length });
}

/** A line across at a number. */
export function ruleAt(channel: 'x' | 'y', at: number, style: 'reference' | 'limit' = 'reference'): Specification {
  return {
    data: { values: [{ at }] },
    mark: { type: 'rule', style },
    encoding: { [channel]: { field: 'at', type: 'quantitative' } },
  };
}

/** Numbers without digits that no eye sees: a report stays small, and the same on every machine. */
export function drawn(value: number): number {
  return Number(value.toPrecision(5));
}
