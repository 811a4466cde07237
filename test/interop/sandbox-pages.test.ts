import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lending, makeLending } from '../sandbox/pages/lending.ts';
import { screenshot, startBrowser, visit } from './browser.ts';
import { outsideWindow } from './outside-window.ts';

/** Where the pictures lie afterwards, for people to look at. */
const folder = process.env['AVAL_SCREENSHOTS'] ?? fileURLToPath(new URL('../../.tools/screenshots', import.meta.url));

const word = 'sha256:'.padEnd(300, '0123456789abcdef');
const wide = `${word}\n\n| ${Array(30).fill('column').join(' | ')} |\n|${'---|'.repeat(30)}\n\n\`\`\`\n${'long line '.repeat(60)}\n\`\`\`\n\n\`${word}\``;

/** A table as an App keeps one in an issue: more columns than a phone is wide. */
const overview = `| model | staging | production | last windows | what waits | owner |
|---|---|---|---|---|---|
| credit-risk | 2.0.0 since 2026-11-02, served by credit-1 and credit-2 | 1.3.0 since 2026-10-01 | ✅ ✅ ✅ ❌ score of those who repay | #12 waits for an approval | risk-team |
| churn | 1.0.0 | nothing | ⚪ no predictions | nothing | growth |
`;

describe('the sandbox’s pages in Chromium', () => {
  let lending: Lending;
  let browser: Browser;
  let dashboard: number;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    lending = await makeLending();
    const { where, pull, rita, bot, draft } = lending;
    await rita.rest.issues.createComment({ ...where, issue_number: pull.number, body: wide });
    await bot.rest.repos.updateRelease({ ...where, release_id: draft.id, body: `${draft.body ?? ''}\n\n${wide}` });
    const wideIssue = { ...where, title: 'models and environments', labels: ['models'], body: overview };
    dashboard = (await bot.rest.issues.create(wideIssue)).data.number;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await lending?.end();
  });

  const pages: readonly (readonly [name: string, path: () => string])[] = [
    ['repository', () => '/olivia/lending'],
    ['pull', () => `/olivia/lending/pull/${lending.pull.number}`],
    ['log-in', () => `/login?return_to=/olivia/lending/pull/${lending.pull.number}`],
    ['issue', () => `/olivia/lending/issues/${dashboard}`],
    ['issues', () => '/olivia/lending/issues'],
    ['files', () => `/olivia/lending/pull/${lending.pull.number}/files`],
    ['release', () => '/olivia/lending/releases/tag/credit-risk%40v1.2.0'],
    ['deployments', () => '/olivia/lending/deployments'],
    ['run', () => `/olivia/lending/actions/runs/${lending.run.id}`],
    ['check', () => `/olivia/lending/runs/${lending.check.id}`],
  ];
  const cases = pages.flatMap(([name, path]) => ([390, 1280] as const).map((width) => ({ name, path, width })));

  it.each(cases)('$name keeps its text in a window of $width pixels', async ({ name, path, width }) => {
    const { page, errors } = await visit(browser, `${lending.sandbox.url}${path()}`, width);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    expect(await outsideWindow(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('finds what does leave the window', async () => {
    const { page } = await visit(browser, `${lending.sandbox.url}/olivia/lending`, 390);
    await page.evaluate(
      `document.querySelector('main').insertAdjacentHTML('beforeend', '<p><nobr>${'far '.repeat(200)}</nobr></p>')`,
    );
    expect(await outsideWindow(page)).toContain('the page scrolls sideways');
    await page.context().close();
  });

  it('is dark where the reader wants that', async () => {
    const url = `${lending.sandbox.url}/olivia/lending/pull/${lending.pull.number}`;
    await screenshot(url, join(folder, 'pull-dark-1280.png'), 1280, 'dark');
    const { page, errors } = await visit(browser, url, 1280, 'dark');
    expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(13, 17, 23)');
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
