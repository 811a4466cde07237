import { expect, test } from 'vitest';
import { figuresOf } from '../../../src/core/report/figures/figures.ts';
import { lightTheme, pageTheme } from '../../../src/core/report/figures/theme.ts';
import { drawFigure } from '../../../src/engines/vega/draw-figure.ts';
import { sampleRows } from '../../core/report/figures/sample-rows.ts';

const evil = '<script>alert(1)</script>"\' & {x}';

test.each(['binary', 'multiclass', 'regression', 'ranking'] as const)(
  'every figure of a %s model is drawn, the same each time, in colours of the theme alone',
  async (task) => {
    for (const { name, specification } of figuresOf(sampleRows(task))) {
      const svg = await drawFigure(specification, pageTheme);
      expect(svg, name).toMatch(/^<svg [^>]*width="344"/);
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity|null/);
      expect(svg.match(/(?:fill|stroke)="(?!none|transparent|var\()[^"]*"/g), name).toBeNull();
      expect(await drawFigure(specification, pageTheme), name).toBe(svg);
      expect(await drawFigure(specification, lightTheme), name).toContain(lightTheme.ink);
    }
  },
);

test('what people named is text, not markup', async () => {
  const rows = sampleRows('binary');
  const column = { type: 'category', levels: [evil], codes: new Int32Array(rows.scored.label.length) } as const;
  const scored = { ...rows.scored, groups: new Map([['group', column]]) };
  const names = { challenger: evil, champion: `other ${evil}` };
  for (const { specification } of figuresOf({ ...rows, scored, names })) {
    const svg = await drawFigure(specification, pageTheme);
    expect(svg).not.toMatch(/<script|<img|<foreignObject|\shref=|\son\w+=/i);
  }
});

test('what Vega-Lite does not understand is refused', async () => {
  const [figure] = figuresOf(sampleRows('binary'));
  const wrong = { ...figure?.specification, layer: [{ mark: 'point', encoding: { nowhere: { field: 'value' } } }] };
  await expect(drawFigure(wrong, pageTheme)).rejects.toThrow('Vega-Lite: ');
});
