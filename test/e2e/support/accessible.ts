import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Waits until nothing on the page fades or moves any more; a colour half way between two themes has no contrast to judge. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** What a theme can change; everything else is the same elements with the same names. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * Every rule of WCAG 2.2 AA that axe knows, and what depends on colours in both themes. Legacy mode: Electron cannot open the blank page the other needs.
 * `picture`: leaves one of each theme under this name in `screenshots/e2e`.
 */
export async function expectAccessible(page: Page, name: string, picture?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await settled(page);
    if (picture !== undefined)
      await page.screenshot({
        path: join('screenshots', 'e2e', `${picture}-${colorScheme}.png`),
        animations: 'disabled',
      });
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    if (colorScheme === 'light') axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
    else axe.withRules(ofColours);
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any.map(({ message }) => message).join(' ')}`),
    );
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}
