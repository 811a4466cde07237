import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasks } from '../../src/core/definitions/schema/tasks.ts';
import { figuresOf } from '../../src/core/report/figures/figures.ts';
import { pageTheme } from '../../src/core/report/figures/theme.ts';
import type { DrawnFigure } from '../../src/core/report/html/figure-part.ts';
import { renderHtmlReport } from '../../src/core/report/html/html-report.ts';
import { drawFigure } from '../../src/engines/vega/draw-figure.ts';
import { taskReport } from '../core/report/task-reports.ts';
import { startBrowser, visit } from './browser.ts';
import { cutOff } from './cut-off.ts';
import { outsideWindow } from './outside-window.ts';

/** Where the pictures lie afterwards, for people to look at. */
const pictures = process.env['AVAL_SCREENSHOTS'] ?? fileURLToPath(new URL('../../.tools/screenshots', import.meta.url));

const long = 'people who moved here from another town last year, and their children';

/** One page with tables and every plot of every task, and names that are longer than a phone is wide. */
async function wholePage(): Promise<string> {
  const models = [];
  for (const task of tasks) {
    const { rows, report } = taskReport(task);
    const groups = new Map(
      [...rows.scored.groups].map(([name, column]) => [
        name,
        { ...column, levels: column.levels.map((level) => `${long} of ${level}`) },
      ]),
    );
    const names = { ...rows.names, champion: `production of the branch office 12.345.678` };
    const figures: DrawnFigure[] = [];
    for (const figure of figuresOf({ ...rows, scored: { ...rows.scored, groups }, names })) {
      figures.push({ ...figure, svg: await drawFigure(figure.specification, pageTheme) });
    }
    models.push({ ...report, changes: ['x'.repeat(300)], figures });
  }
  return renderHtmlReport(models);
}

describe('the report in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'aval-report-'));
    const file = join(folder, 'report.html');
    await writeFile(file, await wholePage());
    address = pathToFileURL(file).href;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cases = ([390, 1280] as const).flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
  );

  it.each(cases)('keeps its text in a $scheme window of $width pixels, and in its plots', async ({ width, scheme }) => {
    const { page, errors } = await visit(browser, address, width, scheme);
    await page.screenshot({ path: join(pictures, `report-${scheme}-${width}.png`), fullPage: true });
    expect(await outsideWindow(page)).toEqual([]);
    expect(await page.evaluate(cutOff)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['light', 'rgb(255, 255, 255)', 'rgb(9, 105, 218)', 'rgb(31, 35, 40)'],
    ['dark', 'rgb(13, 17, 23)', 'rgb(68, 147, 248)', 'rgb(240, 246, 252)'],
  ] as const)('is %s where the reader wants that, plots and all', async (scheme, paper, challenger, ink) => {
    const { page } = await visit(browser, address, 1280, scheme);
    expect(await styleOf(page, 'body', 'backgroundColor')).toBe(paper);
    expect(await styleOf(page, 'svg .mark-line path[stroke="var(--challenger)"]', 'stroke')).toBe(challenger);
    expect(await styleOf(page, 'svg .role-axis-label text', 'fill')).toBe(ink);
    await page.context().close();
  });
});

function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`);
}
