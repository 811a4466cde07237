import { quantile } from '../../comparison/quantile.ts';
import type { CategoryColumn } from '../../features/frame.ts';
import { drawnModels, type Figure, type FigureRows, type Specification } from './figure.ts';
import { drawn, modelColour, nameAxis, namesOf, numberAxis, plot } from './specification.ts';

const mostGroups = 20;

interface Question {
  readonly name: string;
  readonly title: string;
  /** What is spread: "score", "residual". */
  readonly axis: string;
  /** Position of every row that is looked at. */
  readonly rows: readonly number[];
  /** The number of a row, by its model's score. */
  readonly numberOf: (row: number, score: number) => number;
}

/**
 * How a number is spread in each part of a group: median, middle half and middle nine tenths; one plot for each group. Parts with fewer rows than
 * `minimumGroup` are named and not drawn. How many rows a part has isn't said: of a label they would tell how many the others have.
 */
export function spreadByGroup(
  rows: FigureRows,
  group: string,
  column: CategoryColumn,
  asked: Question,
): Figure | undefined {
  const { minimumGroup } = rows.settings;
  const parts = column.levels.map((level, code) => ({
    level,
    members: asked.rows.filter((row) => column.codes[row] === code),
  }));
  const large = parts.filter(({ members }) => members.length >= minimumGroup);
  const shown = large.slice(0, mostGroups);
  if (shown.length === 0) return undefined;
  const models = drawnModels(rows);
  const values = shown.flatMap(({ level, members }) =>
    models.map(({ model, score }) => {
      const numbers = Float64Array.from(members, (row) => asked.numberOf(row, score[row] ?? Number.NaN)).sort();
      const at = (p: number) => drawn(quantile(numbers, p));
      return {
        part: level,
        model,
        p5: at(0.05),
        p25: at(0.25),
        p50: at(0.5),
        p75: at(0.75),
        p95: at(0.95),
      };
    }),
  );
  const small = parts.filter(({ members }) => members.length < minimumGroup).map(({ level }) => level);
  const beyond = large.slice(mostGroups).map(({ level }) => level);
  const leftOut = [
    ...(small.length > 0 ? [`fewer than ${minimumGroup} rows: ${small.join(', ')}`] : []),
    ...(beyond.length > 0 ? [`no room: ${beyond.join(', ')}`] : []),
  ].join('; ');
  return {
    name: `${asked.name}-${group}`,
    title: `${asked.title}, by ${group}`,
    caption: 'Median, middle half (thick) and middle nine tenths (thin) of the rows.',
    legend: namesOf(models),
    specification: boxes(
      values,
      shown.map(({ level }) => level),
      models,
      asked.axis,
    ),
    ...(leftOut !== '' && { leftOut }),
  };
}

function boxes(
  values: readonly object[],
  parts: readonly string[],
  models: readonly { readonly model: string }[],
  axis: string,
): Specification {
  const thickness = models.length > 1 ? 7 : 12;
  const x = numberAxis('p50', axis);
  const placed = {
    y: nameAxis('part', parts),
    yOffset: { field: 'model', type: 'nominal', sort: namesOf(models) },
    color: modelColour(models),
  };
  const layer = [
    {
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { ...placed, x: { ...x, field: 'p5' }, x2: { field: 'p95' } },
    },
    {
      mark: { type: 'bar', height: thickness, opacity: 0.75 },
      encoding: { ...placed, x: { ...x, field: 'p25' }, x2: { field: 'p75' } },
    },
    {
      mark: { type: 'tick', style: 'median', size: thickness + 4, thickness: 2 },
      encoding: { ...placed, x, color: { value: null } },
    },
  ];
  return plot({ values, layer, height: 70 + parts.length * (16 + 18 * models.length) });
}
