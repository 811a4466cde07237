/** Colours that plots are drawn in: CSS colours, or a page's own variables. */
export interface Theme {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly challenger: string;
  readonly champion: string;
}

/** For the specification that a reader takes to another tool. */
export const lightTheme: Theme = {
  ink: '#1f2328',
  muted: '#59636e',
  grid: '#d1d9e0',
  challenger: '#0969da',
  champion: '#bc4c00',
};

/** On a page that says, light or dark, what they are. */
export const pageTheme: Theme = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  grid: 'var(--grid)',
  challenger: 'var(--challenger)',
  champion: 'var(--champion)',
};

/** Vega-Lite's `config` of a theme; without a legend where the page has its own. */
export function configOf(
  { ink, muted, grid, challenger, champion }: Theme,
  legend: 'legend' | 'no legend',
): Readonly<Record<string, unknown>> {
  const text = {
    labelFontSize: 11,
    titleFontSize: 11,
    labelColor: ink,
    titleColor: muted,
    titleFontWeight: 'normal',
    titlePadding: 6,
  };
  return {
    aria: false,
    background: null,
    font: 'system-ui, sans-serif',
    padding: 4,
    view: { stroke: null },
    axis: { ...text, gridColor: grid, domainColor: muted, tickColor: muted },
    legend: { ...text, title: null, symbolOpacity: 1, orient: 'top', labelLimit: 150, disable: legend === 'no legend' },
    header: text,
    range: { category: [challenger, champion] },
    mark: { color: challenger },
    rule: { color: challenger },
    point: { color: challenger },
    line: { strokeWidth: 2 },
    style: {
      reference: { color: muted, stroke: muted, strokeWidth: 1, opacity: 0.7 },
      limit: { color: ink, stroke: ink, strokeWidth: 1.5, strokeDash: [4, 3] },
      median: { color: ink, stroke: ink },
      cell: { stroke: null },
      challenger: { fill: challenger, color: challenger },
      champion: { fill: champion, color: champion },
      count: { fill: ink, color: ink, fontSize: 10 },
    },
  };
}
