import { expect, type Locator, type Page } from '@playwright/test';

/** Ctrl+K: the palette, once it takes what is typed. */
export async function openPalette(page: Page): Promise<Locator> {
  const text = page.getByRole('textbox', { name: 'Search pages, actions and links' });
  await page.keyboard.press('Control+k');
  await expect(text).toBeFocused();
  return page.getByRole('dialog').filter({ has: text });
}

/** Types words into the palette and takes what begins with `entry`, which has to come first. */
export async function askPalette(page: Page, words: string, entry = words): Promise<void> {
  const palette = await openPalette(page);
  await page.keyboard.type(words);
  await expect(palette.getByRole('button', { name: new RegExp(`^${entry}`) }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}
