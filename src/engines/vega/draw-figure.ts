import type { Specification } from '../../core/report/figures/figure.ts';
import { configOf, type Theme } from '../../core/report/figures/theme.ts';

/**
 * Draws a Vega-Lite specification as SVG text, without a browser: the same bytes for the same specification. Vega is loaded when it is first asked
 * for, so that what draws nothing doesn't wait for it. Throws for what Vega-Lite does not understand.
 */
export async function drawFigure(specification: Specification, theme: Theme): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const { Error: errorsOnly, parse, View } = vega;
  const { textMetrics } = vega as unknown as WithTextMetrics; // exported, and left out of its types
  textMetrics.width = widthOf;
  // Vega-Lite's own type is a union of hundreds; what our figures give it is tested by drawing each.
  const given = { ...specification, config: configOf(theme, 'no legend') } as unknown as Parameters<typeof compile>[0];
  const view = new View(parse(compile(given, { logger: strict as never }).spec), {
    renderer: 'none',
    logLevel: errorsOnly,
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

interface MeasuredText {
  readonly fontSize?: number;
  /** Most pixels: what is longer ends in an ellipsis. */
  readonly limit?: number;
}
interface WithTextMetrics {
  readonly textMetrics: { width: (item: MeasuredText, text: unknown) => number };
}

/** Of a sans-serif face, in ems: letters, and scripts of square characters. Vega's own guess is 0.8, which leaves half of a narrow plot to labels. */
const [letter, square] = [0.58, 1] as const;
const firstSquare = 0x1100;

/** Pixels that a text takes, without a canvas to measure it on. */
function widthOf({ fontSize = 11, limit }: MeasuredText, text: unknown): number {
  const ems = [...String(text ?? '')].reduce(
    (sum, character) => sum + ((character.codePointAt(0) ?? 0) < firstSquare ? letter : square),
    0,
  );
  const width = ems * fontSize;
  return limit !== undefined && limit > 0 ? Math.min(limit, width) : width;
}

/** A specification that Vega-Lite mends or ignores in part is a fault of ours. */
const strict = {
  level: () => strict,
  error: refuse,
  warn: refuse,
  info: () => strict,
  debug: () => strict,
};

function refuse(...said: readonly unknown[]): never {
  throw new TypeError(`Vega-Lite: ${said.map(String).join(' ')}`);
}
