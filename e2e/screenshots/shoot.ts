import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page } from '@playwright/test';
import { ADMINISTRATOR } from './scene.ts';

const DIRECTORY = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const WIDTHS = [1440, 390] as const;
const THEMES = ['light', 'dark'] as const;

export interface Variant {
  readonly width: number;
  readonly theme: (typeof THEMES)[number];
  readonly suffix: string;
}

export const variants: readonly Variant[] = WIDTHS.flatMap((width) =>
  THEMES.map((theme) => ({ width, theme, suffix: `${theme}-${width}` })),
);

export async function openPage(browser: Browser, { width, theme }: Variant): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

/** A page of the console in this look, with a session. */
export async function openConsole(browser: Browser, variant: Variant, url: string): Promise<Page> {
  const page = await openPage(browser, variant);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('User name').fill(ADMINISTRATOR.username);
  await page.getByLabel('Password').fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/env_/);
  return page;
}

/** Goes there and waits until its data has come. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle', { timeout: 1500 }).catch((error: unknown) => {
    // The stream of changes stays open, so a live page is never idle; what matters is that its data has come.
    if (!String(error).includes('Timeout')) throw error;
  });
}

export async function shoot(page: Page, name: string, { suffix }: Variant): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${DIRECTORY}${name}-${suffix}.png`, animations: 'disabled' });
}
