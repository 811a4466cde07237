import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Estimate } from '../../src/core/evaluation/estimate.ts';
import type { ExplainedChange } from '../../src/core/explanation/explain-change.ts';
import type { Explanation } from '../../src/core/explanation/explanation.ts';
import { changeFigure } from '../../src/core/report/figures/attribution-figures.ts';
import { pageTheme } from '../../src/core/report/figures/theme.ts';
import { attributionPart } from '../../src/core/report/html/attribution-part.ts';
import { htmlPage } from '../../src/core/report/html/page.ts';
import { drawFigure } from '../../src/engines/vega/draw-figure.ts';
import { explanationReport } from '../../src/engines/workspace/html-report.ts';
import { startBrowser, visit } from './browser.ts';
import { cutOff } from './cut-off.ts';
import { outsideWindow } from './outside-window.ts';

/** Where the pictures lie afterwards, for people to look at. */
const pictures = process.env['AVAL_SCREENSHOTS'] ?? fileURLToPath(new URL('../../.tools/screenshots', import.meta.url));

const long = 'applicant:how_long_they_lived_at_their_last_three_addresses';
const estimate = (value: number): Estimate => ({
  value,
  low: 0.9 * value,
  high: 1.1 * value,
  n: 200,
  method: 'made up',
});
const names = [
  long,
  'applicant:amount',
  '<img src=x onerror=alert(1)>',
  ...Array.from({ length: 15 }, (_, k) => `view:feature_${k}`),
];
const sizes = names.map((feature, k) => ({ feature, size: estimate(1 / (k + 1)), share: k === 0 ? 0.7 : 0.02 }));
const provenance = {
  method: 'permutation',
  scale: 'probability',
  evaluations: 360,
  seed: 7,
  background: { rows: 100, digest: `sha256:${'0'.repeat(64)}` },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
} as const;

const explanation: Explanation = {
  provenance,
  alpha: 0.05,
  rows: 200,
  sizes,
  fidelity: estimate(0.4),
  largestGap: 0.00012,
  importance: { metric: 'roc_auc', rows: 200, repeats: 5, seed: 7, alpha: 0.05, features: [] },
  dependence: [
    { feature: long, points: [1, 10, 1000].map((value) => ({ value, means: [estimate(value / 1500)] })) },
    { feature: names[2] ?? '', points: [long, 'few'].map((value, k) => ({ value, means: [estimate(0.2 + k / 3)] })) },
  ],
  explained: [
    {
      key: 'x'.repeat(60),
      answer: 0.61,
      base: 0.3,
      contributions: names.map((feature, k) => ({
        feature,
        value: k === 1 ? null : `${long} ${k}`,
        share: 0.3 / (k + 1),
        error: 0.01,
        slope: -1.23456e-7 * (k + 1),
      })),
      fidelity: 0.31,
      interactions: {
        players: [...names.slice(0, 4), 'all others'],
        matrix: Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_other, j) => 0.1 / (1 + i + j))),
      },
    },
  ],
};

const change: ExplainedChange = {
  provenance,
  rows: 200,
  alpha: 0.05,
  top: 3,
  features: sizes.map((challenger, k) => ({
    feature: challenger.feature,
    challenger,
    ...(k !== 1 && { champion: { ...challenger, share: (k + 1) / 200 } }),
  })),
  agreement: {
    cosine: estimate(0.9),
    spearman: estimate(0.8),
    kendall: estimate(0.7),
    overlap: estimate(0.6),
    signs: estimate(0.9),
    distance: estimate(2),
  },
};

describe('explanations in Chromium', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'aval-explanation-'));
    const figure = changeFigure(change, 'production 12.345.678');
    const drawn = { change, figure: { ...figure, svg: await drawFigure(figure.specification, pageTheme) } };
    await writeFile(join(folder, 'change.html'), htmlPage('change', attributionPart(drawn, 'production 12.345.678')));
    await writeFile(join(folder, 'model.html'), await explanationReport('credit-risk', explanation));
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cases = (['model', 'change'] as const).flatMap((name) =>
    ([390, 1280] as const).flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ name, width, scheme }))),
  );

  it.each(cases)(
    '$name: keeps its text in a $scheme window of $width pixels, and in its plots',
    async ({ name, width, scheme }) => {
      const { page, errors } = await visit(browser, pathToFileURL(join(folder, `${name}.html`)).href, width, scheme);
      await page.screenshot({ path: join(pictures, `explanation-${name}-${scheme}-${width}.png`), fullPage: true });
      expect(await outsideWindow(page)).toEqual([]);
      expect(await page.evaluate(cutOff)).toEqual([]);
      expect(errors).toEqual([]);
      expect(await page.evaluate<number>(`document.querySelectorAll('img').length`)).toBe(0);
      await page.context().close();
    },
  );
});
