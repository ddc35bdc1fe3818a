import type { Page } from '@playwright/test';

/** What somebody did with their hands so far. */
export interface Hands {
  /** Keys pressed, Control and Shift not counted on their own. */
  readonly keys: number;
  /** Names of events only a mouse, a finger or a pen makes. */
  readonly pointers: readonly string[];
}

/** Begins to watch the keyboard and everything that is not one. */
export async function watchHands(page: Page): Promise<() => Promise<Hands>> {
  await page.evaluate(() => {
    const hands = { keys: 0, pointers: [] as string[] };
    Object.assign(globalThis, { hands });
    const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta']);
    window.addEventListener(
      'keydown',
      ({ key }) => {
        if (!modifiers.has(key)) hands.keys += 1;
      },
      true,
    );
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(type, () => hands.pointers.push(type), true);
  });
  return () => page.evaluate(() => (globalThis as unknown as { hands: Hands }).hands);
}
