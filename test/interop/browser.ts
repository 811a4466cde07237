import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** `npm run interop` says where it is; a bare `vitest` takes Debian's. */
const executablePath = process.env['AVAL_CHROMIUM'] || '/usr/bin/chromium';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const offline = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Chromium without a window; it asks no host but those that it is sent to. */
export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: [...quiet, ...offline] });

export interface Visit {
  readonly page: Page;
  /** What the console holds that is an error: a blocked resource, a failed request, an exception. */
  readonly errors: readonly string[];
}

/** Opens an address in a window of this width, light or dark. Close the page's context after it. */
export async function visit(
  browser: Browser,
  url: string,
  width: number,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url, { waitUntil: 'load' });
  return { page, errors };
}

/** Writes a PNG of the one part of a page that holds a text. */
export async function pictureOf(url: string, part: string, text: string, file: string, width: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await using browser = await startBrowser();
  const { page } = await visit(browser, url, width);
  await page.locator(part, { hasText: text }).screenshot({ path: file, timeout: 120_000 });
}

/** Writes a PNG of the whole page as a window of this width shows it. */
export async function screenshot(
  url: string,
  file: string,
  width: number,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await using browser = await startBrowser();
  const { page } = await visit(browser, url, width, colorScheme);
  await page.setViewportSize({ width, height: 100 }); // a short page ends where its text does
  await page.screenshot({ path: file, fullPage: true, timeout: 120_000 });
}
