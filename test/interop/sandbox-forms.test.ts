import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, asApp, commitFile, git, makeWorld, type TestWorld } from '../sandbox/world.ts';
import { startBrowser, visit } from './browser.ts';
import { outsideWindow } from './outside-window.ts';

const folder = process.env['AVAL_SCREENSHOTS'] ?? fileURLToPath(new URL('../../.tools/screenshots', import.meta.url));

/** Runs in the page: fields that a screen reader could not name. */
const unnamed = `[...document.querySelectorAll('input:not([type=hidden]), textarea, select')]
  .filter((field) => field.labels.length === 0).map((field) => field.outerHTML)`;
/** Runs in the page: how what has the keyboard's focus is framed. */
const frame = 'getComputedStyle(document.activeElement).outlineStyle';

describe('the sandbox’s forms in Chromium', () => {
  let world: TestWorld;
  let browser: Browser;
  let appId: number;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    world = await makeWorld();
    const app = addApp(world, 'gate');
    appId = app.id;
    await world.as(world.owner).rest.repos.createRepoRuleset({
      ...world.where,
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [
        {
          type: 'pull_request',
          parameters: {
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: false,
            require_last_push_approval: false,
            required_approving_review_count: 1,
            required_review_thread_resolution: false,
          },
        },
        {
          type: 'required_status_checks',
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: 'gate', integration_id: appId }],
          },
        },
      ],
    });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    expect(world?.sandbox.violations).toEqual([]);
    await world?.end();
  });

  async function propose(branch: string): Promise<{ path: string; head: string }> {
    const head = await commitFile(world.as(world.writer), world.where, branch, 'a.txt', `${branch}\n`);
    const about = { ...world.where, title: `Make it ${branch}`, head: branch, base: 'main' };
    const { data } = await world.as(world.writer).rest.pulls.create(about);
    return { path: `/olivia/credit/pull/${data.number}`, head };
  }
  async function pass(head_sha: string): Promise<void> {
    const app = world.sandbox.world.apps.get(appId);
    if (app === undefined) throw new Error('there is no App');
    const { octokit } = await asApp(world.sandbox, app, world.where);
    const about = {
      ...world.where,
      name: 'gate',
      head_sha,
      status: 'completed' as const,
      conclusion: 'success' as const,
    };
    await octokit.rest.checks.create(about);
  }
  async function look(page: Page, name: string, width: number): Promise<void> {
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    expect(await outsideWindow(page)).toEqual([]);
    expect(await page.evaluate(unnamed)).toEqual([]);
  }
  const contentOf = (branch: string): Promise<string> => git(world.repository.gitDir, 'show', `${branch}:a.txt`);

  it.each([
    { width: 1280, branch: 'wide' },
    { width: 390, branch: 'narrow' },
  ])('log in, approve, merge, revert and comment in a window of $width pixels', async ({ width, branch }) => {
    const before = await contentOf('main');
    const { path, head } = await propose(branch);
    const { page, errors } = await visit(browser, `${world.sandbox.url}${path}`, width);
    await page.getByRole('banner').getByRole('link', { name: 'Log in' }).click();
    await look(page, 'log-in-as', width);
    await page.getByRole('button', { name: 'Log in as olivia' }).click();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await page.getByRole('button', { name: 'Merge pull request' }).isDisabled()).toBe(true);
    await look(page, 'pull-blocked', width);

    await pass(head);
    await page.reload();
    await page.locator('summary', { hasText: 'Review changes' }).click();
    await page.getByRole('radio', { name: 'Approve' }).check();
    await page.getByLabel('Your review of').fill('Well done: **ship it**.');
    await page.getByRole('button', { name: 'Submit review' }).click();
    expect(await page.getByText('approved these changes').count()).toBe(1);
    await look(page, 'pull-approved', width);

    await page.getByRole('button', { name: 'Merge pull request' }).click();
    expect(await page.getByText('merged this as').count()).toBe(1);
    expect(await contentOf('main')).toBe(branch);
    await look(page, 'pull-merged', width);

    await page.getByRole('button', { name: 'Revert' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(`Revert "Make it ${branch}"`);
    await page.getByLabel('Add a comment as olivia').fill('Too early.');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    expect(await page.getByText('Too early.').count()).toBe(1);
    await look(page, 'pull-revert', width);
    expect(await contentOf(`revert-${path.split('/').at(-1)}-${branch}`)).toBe(before);

    await page.reload();
    await page.locator('.menu summary').click();
    await page.screenshot({ path: join(folder, `account-${width}.png`) });
    await page.getByRole('button', { name: 'Log out' }).click();
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('frame what has the keyboard’s focus, which reaches every button', async () => {
    const { page } = await visit(browser, `${world.sandbox.url}/login`, 1280);
    const reached: string[] = [];
    for (let pressed = 0; pressed < 5; pressed++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(frame)).toBe('solid');
      reached.push(await page.evaluate<string>('document.activeElement.innerText.trim()'));
    }
    const people = ['olivia', 'walter', 'rita', 'oscar'].map((login) => `Log in as ${login}`);
    expect(reached).toEqual(['Repositories', ...people]);
    await page.context().close();
  });
});
