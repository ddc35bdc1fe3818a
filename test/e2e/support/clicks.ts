import type { Page } from '@playwright/test';

/** Begins to count clicks of a pointer. The returned function gives those since it was last called. */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const clicks = { n: 0 };
    Object.assign(globalThis, { clicks });
    window.addEventListener(
      'pointerdown',
      () => {
        clicks.n += 1;
      },
      true,
    );
  });
  return () =>
    page.evaluate(() => {
      const { clicks } = globalThis as unknown as { clicks: { n: number } };
      const since = clicks.n;
      clicks.n = 0;
      return since;
    });
}
